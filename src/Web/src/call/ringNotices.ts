import type { Unsubscribe } from "../client/emitter";
import type { Ring } from "../client/ringState";
import type { CallDesk } from "./callDesk";

/** `default`: the user was not asked yet. `unsupported`: the browser has no notifications for this page. */
export type NoticePermission = "granted" | "denied" | "default" | "unsupported";

/** What a notification says; the client itself has no words. */
export interface NoticeText {
  readonly title: string;
  readonly body: string;
  /** Address of a picture. */
  readonly icon?: string;
}

export function noticePermission(): NoticePermission {
  return typeof Notification === "undefined" || !isSecureContext ? "unsupported" : Notification.permission;
}

/** Asks the user; browsers want a click to come from. */
export async function askForNotices(): Promise<NoticePermission> {
  return noticePermission() === "default" ? await Notification.requestPermission() : noticePermission();
}

/**
 * Shows a notification of the system for each call that rings while the page is hidden, and takes it away when the ring
 * stops or the page is looked at. A click on it brings the page forward.
 */
export function noticeRings(desk: CallDesk, textOf: (ring: Ring) => NoticeText): Unsubscribe {
  const shown = new Map<string, Notification>();

  function draw(): void {
    const wanted = new Map(document.hidden ? desk.rings.map((ring) => [ring.call.call_session_id, ring] as const) : []);
    for (const [id, notice] of shown) if (!wanted.has(id)) close(id, notice);
    if (noticePermission() !== "granted") return;
    for (const [id, ring] of wanted) if (!shown.has(id)) shown.set(id, show(id, textOf(ring)));
  }

  function close(id: string, notice: Notification): void {
    shown.delete(id);
    notice.close();
  }

  const off = desk.changes.on(draw);
  document.addEventListener("visibilitychange", draw);
  draw();
  return () => {
    off();
    document.removeEventListener("visibilitychange", draw);
    for (const [id, notice] of shown) close(id, notice);
  };
}

/** One for each call: a second page of the same user shows the same. */
function show(callId: string, { title, body, icon }: NoticeText): Notification {
  const options = { body, tag: `fchat-call-${callId}`, requireInteraction: true, ...(icon === undefined ? {} : { icon }) };
  const notice = new Notification(title, options);
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
  return notice;
}
