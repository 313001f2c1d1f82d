import { strings } from "../../strings";

/** Whether the browser may tell the user of a call while they look at something else. */
export type NotifyPermission = "granted" | "denied" | "default" | "unsupported";

export function notifyPermission(): NotifyPermission {
  return "Notification" in globalThis ? Notification.permission : "unsupported";
}

/** Browsers ask only when the user has just pressed something. */
export async function askToNotify(): Promise<NotifyPermission> {
  return notifyPermission() === "unsupported" ? "unsupported" : await Notification.requestPermission();
}

/** Tells of a ring in the tab's title, and by the browser when nobody looks at the page. */
export class Elsewhere {
  #shown: Notification | null = null;

  ring(title: string, body: string): void {
    this.stop();
    document.title = title;
    if (!document.hidden || notifyPermission() !== "granted") return;
    const shown = new Notification(title, { body, tag: "fchat-ring", requireInteraction: true, icon: "/icon.svg" });
    shown.addEventListener("click", () => {
      window.focus();
      shown.close();
    });
    this.#shown = shown;
  }

  stop(): void {
    this.#shown?.close();
    this.#shown = null;
    document.title = strings.brand;
  }
}
