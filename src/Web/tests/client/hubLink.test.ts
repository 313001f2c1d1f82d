import { beforeEach, describe, expect, test, vi } from "vitest";
import type { LinkStatus } from "../../src/client/hubLink";
import { ConnectionLost } from "../../src/client/transport";
import { FakeHub, linkTo, settle } from "../support/fakeHub";
import { message } from "../support/views";

beforeEach(() => void vi.useFakeTimers());

function watch(hub: FakeHub, mayRetry?: () => Promise<boolean>): { link: ReturnType<typeof linkTo>; statuses: LinkStatus[] } {
  const link = linkTo(hub, mayRetry);
  const statuses: LinkStatus[] = [];
  link.statuses.on((status) => statuses.push(status));
  return { link, statuses };
}

describe("a link", () => {
  test("connects when it is started, once", async () => {
    const hub = new FakeHub();
    const { link, statuses } = watch(hub);
    link.start();
    link.start();
    await settle();
    expect(statuses).toEqual(["connecting", "connected"]);
    expect(hub.connections).toHaveLength(1);
  });

  test("keeps trying while the service is away, more and more slowly", async () => {
    const hub = new FakeHub();
    hub.refusing = true;
    const { link, statuses } = watch(hub);
    link.start();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(hub.connections.length).toBeGreaterThan(3);
    expect(hub.connections.length).toBeLessThan(8);
    hub.refusing = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(statuses).toEqual(["connecting", "connected"]);
  });

  test("comes back by itself on a new connection when the old one breaks", async () => {
    const hub = new FakeHub();
    const { link, statuses } = watch(hub);
    link.start();
    await settle();
    hub.live.break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(statuses).toEqual(["connecting", "connected", "reconnecting", "connected"]);
    expect(hub.connections).toHaveLength(2);
  });

  test("stops when the sign-in is no longer good", async () => {
    const hub = new FakeHub();
    hub.refusing = true;
    const { link, statuses } = watch(hub, () => Promise.resolve(false));
    link.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses).toEqual(["connecting", "stopped"]);
    expect(hub.connections).toHaveLength(1);
  });

  test("does not come back after it was stopped, not even from an attempt under way", async () => {
    const hub = new FakeHub();
    const { link, statuses } = watch(hub);
    link.start();
    void link.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses.at(-1)).toBe("stopped");
    expect(hub.connections.every((c) => !c.isOpen)).toBe(true);
    link.retryNow();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.connections).toHaveLength(1);
  });

  test("tries at once when the network is back", async () => {
    const hub = new FakeHub();
    hub.refusing = true;
    const { link } = watch(hub);
    link.start();
    await vi.advanceTimersByTimeAsync(20_000);
    hub.refusing = false;
    link.retryNow();
    await settle();
    expect(link.status).toBe("connected");
  });

  test("does not open a second connection when it is told to retry while connected", async () => {
    const hub = new FakeHub();
    const { link } = watch(hub);
    link.start();
    await settle();
    link.retryNow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(hub.connections).toHaveLength(1);
  });

  test("moves to another gateway within the time a draining one gives", async () => {
    const hub = new FakeHub();
    const { link } = watch(hub);
    link.start();
    await settle();
    hub.emit("server_draining", { reconnect_within_ms: 5_000 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(hub.connections.map((c) => c.isOpen)).toEqual([false, true]);
    expect(link.status).toBe("connected");
  });

  test.each([Number.NaN, -1])("survives a draining notice with a time of %s", async (reconnect_within_ms) => {
    const hub = new FakeHub();
    const { link } = watch(hub);
    link.start();
    await settle();
    hub.emit("server_draining", { reconnect_within_ms });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(link.status).toBe("connected");
  });

  test("hears nothing from a connection it has given up", async () => {
    const hub = new FakeHub();
    const { link } = watch(hub);
    const heard: string[] = [];
    link.events.on((event) => heard.push(event.event));
    link.start();
    await settle();
    const old = hub.live;
    old.break();
    await vi.advanceTimersByTimeAsync(1_000);
    old.emit("message_created", message(1));
    hub.emit("message_created", message(2));
    expect(heard).toEqual(["message_created"]);
  });

  test.each([undefined, null, "text", 7])("drops an event that is %j and no object", async (data) => {
    const hub = new FakeHub();
    const { link } = watch(hub);
    let heard = 0;
    link.events.on(() => heard++);
    link.start();
    await settle();
    hub.live.emit("message_created", data);
    expect(heard).toBe(0);
  });

  test("says that the connection was lost when it breaks before the answer", async () => {
    const hub = new FakeHub();
    const { link } = watch(hub);
    link.start();
    await settle();
    hub.onRaw("get_rooms", () => new Promise(() => undefined));
    const answer = expect(link.invoke("get_rooms", {})).rejects.toBeInstanceOf(ConnectionLost);
    await settle();
    hub.live.break();
    await answer;
  });

  test("refuses an operation while there is no connection", async () => {
    const { link } = watch(new FakeHub());
    await expect(link.invoke("get_rooms", {})).rejects.toBeInstanceOf(ConnectionLost);
  });

  test("passes on the service's own failure on a live connection", async () => {
    const hub = new FakeHub();
    const { link } = watch(hub);
    link.start();
    await settle();
    hub.onRaw("get_rooms", () => Promise.reject(new Error("HubException")));
    await expect(link.invoke("get_rooms", {})).rejects.toThrow("HubException");
  });
});
