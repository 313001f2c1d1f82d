import type { MediaProblem } from "@fchat/client";
import { strings } from "../strings";
import { button, el, fixed } from "./dom";

/** Tells the user how to get the microphone and camera working. */
export function showHelp(problem: MediaProblem): void {
  const host = fixed("help-dialog");
  const hide = (): void => {
    host.hidden = true;
  };
  const close = button("help-close", strings.close, hide, "primary");
  host.replaceChildren(
    el(
      "div",
      { class: "help card", attributes: { role: "alertdialog", "aria-label": strings.mediaTitle, "data-problem": problem }, testid: "help-card" },
      el("h2", {}, strings.mediaTitle),
      el("p", { testid: "help-text" }, strings.mediaProblem[problem]),
      close,
    ),
  );
  host.hidden = false;
  close.focus();
}
