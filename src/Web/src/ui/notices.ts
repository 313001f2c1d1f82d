import { strings } from "../strings";
import type { Announcement } from "./announcements";
import { announce } from "./announcer";
import { el, fixed, iconButton } from "./dom";
import { bringToTop } from "./topmost";
import { errorText } from "./wording";

const shownMs = 8_000;
const atMost = 4;

/** Short messages in the corner, which are also said. `kind` is for tests and style; null for `said`: somebody else says it. */
export function notify(text: string, kind: "info" | "error" = "info", said: Announcement | null = { say: text }): void {
  const host = fixed("notices");
  host.setAttribute("aria-label", strings.notices);
  bringToTop(host);
  const notice = el("div", { class: `notice ${kind}`, testid: "notice", attributes: { "data-kind": kind } }, el("span", { testid: "notice-text" }, text));
  notice.append(iconButton("notice-close", "close", strings.close, () => notice.remove(), "quiet"));
  host.append(notice);
  while (host.childElementCount > atMost) host.firstElementChild?.remove();
  setTimeout(() => notice.remove(), shownMs);
  if (said) announce(said);
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
