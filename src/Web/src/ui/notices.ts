import type { CallDesk, Unsubscribe } from "@fchat/client";
import { strings } from "../strings";
import type { Announcement } from "./announcements";
import { announce } from "./announcer";
import { el, fixed, iconButton } from "./dom";
import { bringToTop } from "./topmost";
import { errorText } from "./wording";

const shownMs = 8_000;
const atMost = 4;

/** What a notice belongs to: the page, or the call that is on or about to begin. */
export type Subject = "page" | "call";

/** Short messages in the corner, which are also said. `kind` is for tests and style; null for `said`: somebody else says it. */
export function notify(text: string, kind: "info" | "error" = "info", said: Announcement | null = { say: text }, about: Subject = "page"): void {
  const host = fixed("notices");
  host.setAttribute("aria-label", strings.notices);
  bringToTop(host);
  const notice = el("div", { class: `notice ${kind}`, testid: "notice", attributes: { "data-kind": kind, "data-about": about } }, el("span", { testid: "notice-text" }, text));
  notice.append(iconButton("notice-close", "close", strings.close, () => notice.remove(), "quiet"));
  host.append(notice);
  while (host.childElementCount > atMost) host.firstElementChild?.remove();
  setTimeout(() => notice.remove(), shownMs);
  if (said) announce(said);
}

/** Takes away what is of yesterday: `page` when a call begins, everything when it has ended. */
function clearNotices(about?: Subject): void {
  for (const notice of fixed("notices").querySelectorAll<HTMLElement>(".notice")) {
    if (about === undefined || notice.dataset["about"] === about) notice.remove();
  }
}

/** Notices of a call go with it; those of before do not stand before the next one. */
export function sweepNotices(desk: CallDesk): Unsubscribe {
  let before = desk.active?.id;
  return desk.changes.on(() => {
    const now = desk.active?.id;
    if (now !== before) clearNotices(now === undefined ? undefined : "page");
    before = now;
  });
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
