import { strings } from "../strings";
import { el, fixed, iconButton } from "./dom";
import { errorText } from "./wording";

const shownMs = 8_000;
const atMost = 4;

/** Short messages in the corner. `kind` is for tests and style. */
export function notify(text: string, kind: "info" | "error" = "info"): void {
  const host = fixed("notices");
  const notice = el("div", { class: `notice ${kind}`, testid: "notice", attributes: { "data-kind": kind } }, el("span", { testid: "notice-text" }, text));
  notice.append(iconButton("notice-close", "close", strings.close, () => notice.remove(), "quiet"));
  host.append(notice);
  while (host.childElementCount > atMost) host.firstElementChild?.remove();
  setTimeout(() => notice.remove(), shownMs);
}

/** Runs what a user has asked for; what goes wrong is said. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    notify(errorText(error), "error");
    return false;
  }
}
