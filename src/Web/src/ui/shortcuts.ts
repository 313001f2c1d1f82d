import { prefer, preferred } from "./preferences";

/** What a key does in a call. */
export type Shortcut = "microphone" | "camera" | "screen" | "hand" | "people" | "chat" | "layout" | "help" | "talk";

/** By `KeyboardEvent.key`, as the letter stands on the user's own keyboard. */
export const shortcutKeys: Readonly<Record<Exclude<Shortcut, "talk">, string>> = {
  microphone: "m",
  camera: "v",
  screen: "s",
  hand: "h",
  people: "p",
  chat: "c",
  layout: "l",
  help: "?",
};

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

/** What has the focus. */
export type Focused = "text" | "control" | "nothing";

/** What a press means; null when it is not for us. Space is a button's own key, and letters are text where text is written. Pure. */
export function shortcutOf({ key, ctrlKey, altKey, metaKey, repeat }: KeyPress, focused: Focused): Shortcut | null {
  if (ctrlKey || altKey || metaKey || repeat || focused === "text") return null;
  if (key === " ") return focused === "nothing" ? "talk" : null;
  const found = Object.entries(shortcutKeys).find(([, wanted]) => wanted === key.toLowerCase());
  return (found?.[0] as Shortcut | undefined) ?? null;
}

export function focusedOf(target: EventTarget | null): Focused {
  if (!(target instanceof HTMLElement)) return "nothing";
  if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")) return "text";
  return target.matches("button, a, input, summary, [tabindex='0']") ? "control" : "nothing";
}

/** Single keys can be in the way of speech input and of a slip: they can be switched off (WCAG 2.2, 2.1.4). */
export const shortcutsOn = (): boolean => preferred("shortcuts") !== "off";
export const setShortcuts = (on: boolean): void => prefer("shortcuts", on ? "on" : "off");

/**
 * Keys of a whole page (or of its small window) while `isActive`. Undo by the returned function. Who speaks through a
 * mute is muted again wherever the key goes up, and when the page loses the keyboard: a key that is let go elsewhere is not heard of.
 */
export function listenForShortcuts(page: Document, isActive: () => boolean, run: (shortcut: Shortcut, down: boolean) => void): () => void {
  let talks = false;
  const onDown = (event: KeyboardEvent): void => {
    if (!isActive() || !shortcutsOn() || page.querySelector("dialog[open]") !== null) return;
    const shortcut = shortcutOf(event, focusedOf(event.target));
    if (shortcut === null) return;
    event.preventDefault();
    talks ||= shortcut === "talk";
    run(shortcut, true);
  };
  const hush = (): void => {
    if (!talks) return;
    talks = false;
    run("talk", false);
  };
  const onUp = ({ key }: KeyboardEvent): void => void (key === " " && hush());
  const onHidden = (): void => void (page.hidden && hush());
  page.addEventListener("keydown", onDown);
  page.addEventListener("keyup", onUp);
  page.addEventListener("visibilitychange", onHidden);
  page.defaultView?.addEventListener("blur", hush);
  return () => {
    hush();
    page.removeEventListener("keydown", onDown);
    page.removeEventListener("keyup", onUp);
    page.removeEventListener("visibilitychange", onHidden);
    page.defaultView?.removeEventListener("blur", hush);
  };
}
