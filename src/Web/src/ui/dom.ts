import { icon, type IconName } from "./icons";

type Child = Node | string | null;

interface Properties {
  readonly class?: string;
  readonly testid?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onclick?: () => void;
}

/** An element with children. Strings become text nodes, never markup: what users write cannot run. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (properties.class) element.className = properties.class;
  if (properties.testid) element.dataset["testid"] = properties.testid;
  for (const [name, value] of Object.entries(properties.attributes ?? {})) element.setAttribute(name, value);
  if (properties.onclick) element.addEventListener("click", properties.onclick);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A button that shows an icon and says its label. */
export function iconButton(testid: string, name: IconName, label: string, onclick: () => void, style = ""): HTMLButtonElement {
  const attributes = { type: "button", title: label, "aria-label": label };
  return el("button", { class: `button ${style}`.trim(), testid, onclick, attributes }, icon(name));
}

/** A button that is on or off: one name, and `aria-pressed` says which. `extra` is the key that does the same. */
export function toggle(testid: string, name: IconName, label: string, onclick: () => void, extra = ""): { element: HTMLButtonElement; draw: (on: boolean, shape?: IconName) => void } {
  const element = iconButton(testid, name, label, onclick, "control");
  if (extra) element.title = `${label} (${extra.toUpperCase()})`;
  let shown = name;
  return {
    element,
    draw(on, shape = name) {
      if (shape !== shown) element.querySelector("svg")?.replaceWith(icon(shape));
      shown = shape;
      element.setAttribute("aria-pressed", String(on));
    },
  };
}

export function button(testid: string, label: string, onclick: () => void, style = ""): HTMLButtonElement {
  return el("button", { class: `button ${style}`.trim(), testid, onclick, attributes: { type: "button" } }, label);
}

export function input(testid: string, label: string, attributes: Readonly<Record<string, string>> = {}): HTMLInputElement {
  const attributesOf = { autocomplete: "off", "aria-label": label, placeholder: label, ...attributes };
  return el("input", { class: "input", testid, attributes: attributesOf });
}

/** A box to tick, with its label. */
export function checkbox(testid: string, label: string, on: boolean, changed: (on: boolean) => void): HTMLElement {
  const box = el("input", { testid, attributes: { type: "checkbox" } });
  box.checked = on;
  box.addEventListener("change", () => changed(box.checked));
  return el("label", { class: "check" }, box, el("span", {}, label));
}

/** Sets what differs: an attribute that is written anew is news to assistive technology, and a mutation to the browser. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** The element of index.html with this id. */
export function fixed(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page lacks #${id}.`);
  return element;
}

/** A style sheet may leave an element out on small screens. */
export const isSeen = (element: Element): boolean => typeof element.checkVisibility !== "function" || element.checkVisibility();

/** An element, or when it was built anew since, the one that has taken its place; null when there is none. */
export function successorOf(element: Element | null): HTMLElement | null {
  if (!(element instanceof HTMLElement)) return null;
  const id = element.dataset["testid"];
  return element.isConnected || id === undefined ? element : document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
}

/** Calls `draw` at most once per frame, however often it is asked to; in a hidden tab by a timer, which has no frames. */
export function perFrame(draw: () => void): () => void {
  let asked = false;
  const run = (): void => {
    asked = false;
    draw();
  };
  return () => {
    if (asked) return;
    asked = true;
    if (document.hidden) setTimeout(run, 0);
    else requestAnimationFrame(run);
  };
}

/**
 * Draws a list without touching what stays the same: an element that is replaced between press and release gets no
 * click, and loses the focus. Items that are equal as JSON look alike; each occurs once. When the button that has the
 * focus is replaced with its line, the new line's takes the focus.
 */
export function steadyList<T>(host: HTMLElement, make: (item: T) => HTMLElement): (items: readonly T[]) => void {
  let shown = new Map<string, HTMLElement>();
  return (items) => {
    const refocus = focusIn(host);
    const next = new Map(items.map((item) => [JSON.stringify(item), item] as const));
    for (const [key, element] of shown) if (!next.has(key)) element.remove();
    shown = new Map([...next].map(([key, item]) => [key, shown.get(key) ?? make(item)]));
    [...shown.values()].forEach((element, place) => {
      if (host.children[place] !== element) host.insertBefore(element, host.children[place] ?? null);
    });
    refocus();
  };
}

/** Notes which control of which person's line has the focus; the function gives it back to its successor. */
function focusIn(host: HTMLElement): () => void {
  const focused = host.ownerDocument.activeElement;
  if (!(focused instanceof HTMLElement) || !host.contains(focused)) return () => undefined;
  const user = focused.closest<HTMLElement>("[data-user]")?.dataset["user"];
  const id = focused.dataset["testid"];
  return () => {
    if (focused.isConnected || user === undefined || id === undefined) return;
    const line = [...host.querySelectorAll<HTMLElement>("[data-user]")].find((element) => element.dataset["user"] === user);
    line?.querySelector<HTMLElement>(`[data-testid="${id}"]:not(:disabled)`)?.focus();
  };
}
