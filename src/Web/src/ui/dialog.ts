import { strings } from "../strings";
import { button, el, iconButton, successorOf } from "./dom";
import { regroup } from "./topmost";

/** A modal window of the page. It is in the document only while it is open. */
export interface Sheet {
  readonly element: HTMLDialogElement;
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  /** The same window with other words. */
  refill(title: string, ...children: (Node | null)[]): void;
}

export interface SheetOptions {
  readonly testid: string;
  readonly title: string;
  readonly role?: "dialog" | "alertdialog";
  readonly wide?: boolean;
  /** However it was closed. */
  readonly closed?: () => void;
}

let count = 0;

/**
 * A native dialog: the browser keeps the focus inside, closes it by Escape and gives the focus back. A press outside
 * closes it, too.
 */
export function sheet({ testid, title, role = "dialog", wide = false, closed }: SheetOptions, ...children: (Node | null)[]): Sheet {
  const id = `sheet-${++count}`;
  const element = el("dialog", { class: wide ? "sheet card wide" : "sheet card", testid, attributes: { role, "aria-labelledby": id } });
  let opener: Element | null = null;
  refill(title, ...children);

  function refill(name: string, ...content: (Node | null)[]): void {
    const shut = iconButton(`${testid}-close`, "close", strings.close, () => element.close(), "quiet");
    const head = el("div", { class: "sheet-head" }, el("h2", { attributes: { id } }, name), shut);
    const floating = [...element.children].filter((child) => child.id !== ""); // rings and notices, which are guests here
    element.replaceChildren(head, ...content.filter((child) => child !== null), ...floating);
  }

  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  element.addEventListener("close", () => {
    regroup(); // before it goes with what is in it
    element.remove();
    closed?.();
    if (isFocusLost()) successorOf(opener)?.focus();
  });
  return {
    element,
    get isOpen() {
      return element.open;
    },
    open() {
      if (element.open) return;
      opener = document.activeElement;
      document.body.append(element);
      element.showModal();
      regroup();
    },
    close: () => element.close(),
    refill,
  };
}

/** The browser gives the focus back to what had it, unless that was built anew meanwhile. */
const isFocusLost = (): boolean => document.activeElement === null || [document.body, document.getElementById("call-ui-container")].includes(document.activeElement as HTMLElement);

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
}

/** Asks before something that cannot be undone. False unless the user has said yes. */
export function confirm({ title, text, yes }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    let agreed = false;
    const no = button("confirm-no", strings.cancel, () => ask.close());
    const go = button("confirm-yes", yes, () => {
      agreed = true;
      ask.close();
    }, "danger");
    const ask = sheet({ testid: "confirm", title, role: "alertdialog", closed: () => resolve(agreed) }, el("p", {}, text), el("div", { class: "row end" }, no, go));
    ask.open();
    no.focus();
  });
}
