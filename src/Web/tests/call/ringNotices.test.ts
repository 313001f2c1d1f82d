// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { askForNotices, noticePermission, noticeRings } from "../../src/call/ringNotices";
import { callId } from "../support/views";
import { desk, hub, initiated, useCallPages } from "../support/callPages";

class FakeNotification {
  static permission = "granted";
  static requestPermission = (): Promise<string> => Promise.resolve((FakeNotification.permission = "granted"));
  static shown: FakeNotification[] = [];
  onclick: (() => void) | null = null;
  readonly title: string;
  readonly options: NotificationOptions;

  constructor(title: string, options: NotificationOptions) {
    this.title = title;
    this.options = options;
    FakeNotification.shown.push(this);
  }

  close(): void {
    FakeNotification.shown = FakeNotification.shown.filter((notice) => notice !== this);
  }
}

const shown = (): string[] => FakeNotification.shown.map((notice) => `${notice.title} ${notice.options.body}`);
let isHidden: boolean;

function hide(hidden: boolean): void {
  isHidden = hidden;
  document.dispatchEvent(new Event("visibilitychange"));
}

useCallPages();

beforeEach(() => {
  FakeNotification.shown = [];
  FakeNotification.permission = "granted";
  isHidden = true;
  vi.stubGlobal("Notification", FakeNotification);
  vi.spyOn(document, "hidden", "get").mockImplementation(() => isHidden);
});

const notice = (): (() => void) => noticeRings(desk, (ring) => ({ title: ring.from, body: ring.call.call_type }));

describe("a ring on a hidden page", () => {
  test("is shown by the system, once, until it stops", () => {
    const off = notice();
    initiated();
    desk.changes.emit();
    expect(shown()).toEqual(["bob Audio"]);
    hub.emit("call_ring_stopped", { call_session_id: callId, epoch: 1, seq: 0, reason: "answered_elsewhere" });
    expect(shown()).toEqual([]);
    off();
  });

  test("is the page's own to show when it is looked at", () => {
    const off = notice();
    initiated();
    hide(false);
    expect(shown()).toEqual([]);
    hide(true);
    expect(shown()).toEqual(["bob Audio"]);
    off();
    expect(shown()).toEqual([]);
  });

  test("brings the page forward when it is clicked", () => {
    const focus = vi.spyOn(window, "focus").mockImplementation(() => undefined);
    const off = notice();
    initiated();
    FakeNotification.shown[0]?.onclick?.();
    expect([focus.mock.calls.length, shown()]).toEqual([1, []]);
    off();
  });

  test.each(["denied", "default"])("is silent while the permission is %s", (permission) => {
    FakeNotification.permission = permission;
    const off = notice();
    initiated();
    expect(shown()).toEqual([]);
    off();
  });
});

describe("the permission", () => {
  test("is asked for once", async () => {
    FakeNotification.permission = "default";
    const ask = vi.spyOn(FakeNotification, "requestPermission");
    expect(await askForNotices()).toBe("granted");
    expect(await askForNotices()).toBe("granted");
    expect(ask).toHaveBeenCalledOnce();
  });

  test("does not exist on an insecure page or in an old browser", async () => {
    vi.stubGlobal("isSecureContext", false);
    expect(await askForNotices()).toBe("unsupported");
    vi.stubGlobal("isSecureContext", true);
    vi.stubGlobal("Notification", undefined);
    expect(noticePermission()).toBe("unsupported");
  });
});
