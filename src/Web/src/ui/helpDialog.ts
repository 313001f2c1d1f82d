import type { MediaProblem } from "@fchat/client";
import { strings } from "../strings";
import { button, el, fixed } from "./dom";
import { bringToTop } from "./topmost";

/** Tells the user how to get the microphone and camera working; `retry` asks for them again. */
export function showHelp(problem: MediaProblem, retry: () => void): void {
  const host = fixed("help-dialog");
  const before = document.activeElement;
  const hide = (): void => {
    host.hidden = true;
    host.replaceChildren();
    if (before instanceof HTMLElement) before.focus();
  };
  const again = button("help-retry", strings.tryAgain, () => {
    hide();
    retry();
  }, "primary");
  const close = button("help-close", strings.close, hide);
  const attributes = { role: "alertdialog", "aria-modal": "true", "aria-labelledby": "help-title", "aria-describedby": "help-text", "data-problem": problem };
  const title = el("h2", { attributes: { id: "help-title" } }, strings.mediaTitle);
  const text = el("p", { testid: "help-text", attributes: { id: "help-text" } }, strings.mediaProblem[problem]);
  const card = el("div", { class: "help card", attributes, testid: "help-card" }, title, text, el("div", { class: "row end" }, close, again));
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    if (event.key === "Tab") keepWithin(card, event);
  });
  host.replaceChildren(card);
  host.hidden = false;
  bringToTop(host);
  close.focus();
}

/** From the last control the Tab key goes to the first, and back. */
function keepWithin(card: HTMLElement, event: KeyboardEvent): void {
  const stops = [...card.querySelectorAll("button")];
  const last = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== last) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}
