// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { CallDesk } from "../../src/call/callDesk";
import { denyDevices, desk, dispatched, hub, initiated, news, operations, page, tracks, unplugCamera, useCallPages } from "../support/callPages";
import { settle } from "../support/fakeHub";
import { at, callId, callView } from "../support/views";

useCallPages();

describe("calling", () => {
  test("asks for the devices first, rings, and joins from this device", async () => {
    await desk.call("room1", "Video");
    await settle();
    expect(operations()).toEqual(["initiate_call", "join_call"]);
    expect(hub.made("update_media_state")).toMatchObject([{ camera_on: true }]);
    expect(hub.made("join_call")[0]?.["device_id"]).toMatch(/^[0-9a-f]{32}$/);
  });

  test.each(["NotAllowedError", "NotFoundError", "NotReadableError"])("rings nobody when the devices fail with %s", async (name) => {
    denyDevices(new DOMException("", name));
    await expect(desk.call("room1", "Audio")).rejects.toMatchObject({ name: "MediaRefused" });
    expect(operations()).toEqual([]);
    expect(desk.snapshot()).toBeNull();
  });

  test("joins the call that somebody else has just started", async () => {
    hub.refuse("initiate_call", "call_already_active", { call_session_id: callId });
    await desk.call("room1", "Audio");
    await settle();
    expect(operations()).toEqual(["initiate_call", "join_call"]);
  });

  test("with video and without a camera goes on with sound alone, and says so", async () => {
    const missing = vi.fn();
    desk.media.cameraMissing.on(missing);
    unplugCamera();
    await desk.call("room1", "Video");
    await settle();
    expect(missing).toHaveBeenCalledOnce();
    expect(desk.snapshot()?.local).toMatchObject({ muted: false, cameraOn: false });
    expect(hub.made("update_media_state")).toEqual([]);
  });

  test("that is refused leaves no device open for long", async () => {
    hub.refuse("initiate_call", "forbidden");
    await expect(desk.call("room1", "Audio")).rejects.toMatchObject({ code: "forbidden" });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(tracks.map((t) => t.readyState)).toEqual(["ended"]);
  });

  test("is refused without a sign-in", async () => {
    await expect(new CallDesk().call("room1", "Audio")).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("a ring", () => {
  test("is answered with the devices it needs", async () => {
    initiated(callId, "Video");
    await desk.accept(callId);
    await settle();
    expect(operations()).toEqual(["join_call"]);
    expect(tracks.map((t) => t.kind)).toEqual(["audio", "video"]);
    expect(desk.rings).toEqual([]);
  });

  test("rings on when the devices are refused", async () => {
    initiated();
    denyDevices(new DOMException("Permission dismissed", "NotAllowedError"));
    await expect(desk.accept(callId)).rejects.toMatchObject({ problem: "dismissed" });
    expect(desk.rings).toHaveLength(1);
    expect(operations()).toEqual([]);
  });

  test("is declined; during another call it is declined as busy", async () => {
    initiated("c1");
    await desk.decline("c1");
    await desk.call("room1", "Audio");
    initiated("c2");
    expect(desk.rings).toHaveLength(1);
    await desk.decline("c2");
    expect(hub.made("reject_call")).toMatchObject([
      { call_session_id: "c1", reason: "declined" },
      { call_session_id: "c2", reason: "busy" },
    ]);
  });

  test("that is accepted during another call leaves that one", async () => {
    await desk.call("room1", "Audio");
    await settle();
    initiated("c2");
    await desk.accept("c2");
    await settle();
    expect(operations()).toEqual(["initiate_call", "join_call", "join_call", "leave_call"]);
    expect(hub.made("leave_call")).toMatchObject([{ call_session_id: callId }]);
    expect(desk.snapshot()?.callId).toBe("c2");
  });

  test("that was accepted during another call and is over leaves that one as it is", async () => {
    await desk.call("room1", "Audio");
    await settle();
    initiated("c2");
    hub.refuse("join_call", "call_ended", { end_reason: "cancelled" });
    await expect(desk.accept("c2")).rejects.toMatchObject({ code: "call_ended", details: { end_reason: "cancelled" } });
    expect(desk.snapshot()?.callId).toBe(callId);
    expect(tracks.map((t) => t.readyState)).toEqual(["live", "ended"]);
  });

  test("that is declined while the service is unavailable is declined a moment later", async () => {
    initiated();
    hub.refuse("reject_call", "unavailable");
    const declined = desk.decline(callId);
    await vi.advanceTimersByTimeAsync(3_000);
    hub.on("reject_call", () => ({}));
    await vi.advanceTimersByTimeAsync(10_000);
    await declined;
    expect(hub.made("reject_call").at(-1)).toMatchObject({ call_session_id: callId, reason: "declined" });
  });

  test.each(["answered_elsewhere", "cancelled", "missed"] as const)("stops when it was %s", (reason) => {
    initiated();
    hub.emit("call_ring_stopped", { call_session_id: callId, epoch: 1, seq: 0, reason });
    expect(desk.rings).toEqual([]);
  });

  test.each(["while it asks for a seat", "once it has one"])("that comes late rings nobody on a page that takes part already: %s", async (when) => {
    let answerJoin = (): void => undefined;
    const answer = { ok: true, data: { call: callView(), ice_servers: [], seq_state: at(1, 0, 0) } };
    hub.onRaw("join_call", () => new Promise((resolve) => (answerJoin = () => resolve(answer))));
    const joined = desk.setUp({ call_session_id: callId, call_type: "Audio" });
    await settle();
    if (when === "once it has one") answerJoin();
    await settle();
    initiated();
    expect(desk.rings).toEqual([]);
    await Promise.all([answerJoin(), joined]);
  });

  test("that is gone cannot be accepted", async () => {
    await desk.accept("c9");
    expect(operations()).toEqual([]);
  });
});

describe("the way from one call into another", () => {
  /** Answers the last join. */
  let answerJoin: () => void;

  async function changing(): Promise<{ joined: Promise<void> }> {
    await desk.call("room1", "Audio");
    await settle();
    hub.onRaw("join_call", ({ call_session_id }) => {
      const call = callView({ call_session_id: String(call_session_id) });
      const answer = { ok: true, data: { call, ice_servers: [], seq_state: at(1, 0, 0) } };
      return new Promise((resolve) => (answerJoin = () => resolve(answer)));
    });
    const joined = desk.setUp({ call_session_id: "c2", call_type: "Audio" });
    await settle();
    return { joined };
  }

  test("leaves the first when the second has a seat for it, and not before", async () => {
    const { joined } = await changing();
    expect(desk.snapshot()?.callId).toBe(callId);
    expect(hub.made("leave_call")).toEqual([]);
    answerJoin();
    await joined;
    await settle();
    expect(desk.snapshot()?.callId).toBe("c2");
    expect(hub.made("leave_call")).toMatchObject([{ call_session_id: callId }]);
    expect(tracks.map((t) => t.readyState)).toEqual(["ended", "live"]);
  });

  test("goes on when the first ends meanwhile", async () => {
    const { joined } = await changing();
    hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 11, end_reason: "completed", total_duration: 5, call_status: "Ended" });
    expect(desk.snapshot()).toBeNull();
    answerJoin();
    await joined;
    expect(desk.snapshot()?.callId).toBe("c2");
  });

  test("ends in the first when the second has a seat and is over in the same moment", async () => {
    const { joined } = await changing();
    hub.emit("call_ended", { call_session_id: "c2", epoch: 1, seq: 1, end_reason: "host_ended", total_duration: 5, call_status: "Ended" });
    answerJoin();
    await expect(joined).rejects.toMatchObject({ code: "call_ended", details: { end_reason: "host_ended" } });
    expect(desk.snapshot()?.callId).toBe(callId);
    expect(hub.made("leave_call")).toEqual([]);
  });

  test("is given up, with both, by a user who hangs up", async () => {
    const { joined } = await changing();
    await desk.leave();
    answerJoin();
    await joined;
    await settle();
    expect(hub.made("leave_call")).toMatchObject([{ call_session_id: callId }, { call_session_id: "c2" }]);
    expect(desk.snapshot()).toBeNull();
    expect(tracks.map((t) => t.readyState)).toEqual(["ended", "ended"]);
  });

  test("is given up for a third one", async () => {
    const { joined } = await changing();
    const third = desk.setUp({ call_session_id: "c3", call_type: "Audio" });
    await joined;
    await settle();
    answerJoin();
    await third;
    await settle();
    expect(desk.snapshot()?.callId).toBe("c3");
    expect(hub.made("leave_call").map((call) => call["call_session_id"])).toEqual(["c2", callId]);
  });

  test("is one way, however often it is asked for", async () => {
    const { joined } = await changing();
    const again = desk.setUp({ call_session_id: "c2", call_type: "Audio" });
    await settle();
    answerJoin();
    await Promise.all([joined, again]);
    expect(hub.made("join_call").filter((call) => call["call_session_id"] === "c2")).toHaveLength(1);
  });
});

test("a call that is asked for twice at once is joined once", async () => {
  const call = { call_session_id: callId, call_type: "Audio" } as const;
  await Promise.all([desk.setUp(call), desk.setUp(call)]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(operations()).toEqual(["join_call"]);
  expect(tracks.filter((t) => t.readyState === "live")).toHaveLength(1);
});

describe("a leave that the service cannot take now", () => {
  test("ends the page's part, and is said until it is taken", async () => {
    await desk.call("room1", "Audio");
    await settle();
    hub.refuse("leave_call", "unavailable");
    await desk.leave();
    expect(desk.snapshot()).toBeNull();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(hub.made("leave_call").length).toBeGreaterThan(1);
    dispatchEvent(new Event("pagehide"));
    expect(dispatched).toContainEqual(["leave_call", { call_session_id: callId }]);
    hub.on("leave_call", () => ({}));
    await vi.advanceTimersByTimeAsync(10_000);
    const before = hub.made("leave_call").length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.made("leave_call")).toHaveLength(before);
  });

  test("is not said any more when the user is back in the call", async () => {
    await desk.call("room1", "Audio");
    await settle();
    hub.refuse("leave_call", "unavailable");
    await desk.leave();
    await desk.setUp({ call_session_id: callId, call_type: "Audio" });
    const before = hub.made("leave_call").length;
    hub.on("leave_call", () => ({}));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.made("leave_call")).toHaveLength(before);
    expect(desk.snapshot()?.callId).toBe(callId);
  });
});

describe("the end", () => {
  test("by the user releases everything and is said to the service", async () => {
    await desk.call("room1", "Video");
    await settle();
    await desk.leave();
    expect(hub.made("leave_call")).toMatchObject([{ call_session_id: callId }]);
    expect(tracks.every((t) => t.readyState === "ended")).toBe(true);
    expect(desk.snapshot()).toBeNull();
    expect(news).toEqual([]);
  });

  test("by the service releases everything and is told to the user", async () => {
    await desk.call("room1", "Video");
    await settle();
    hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 11, end_reason: "host_ended", total_duration: 5, call_status: "Ended" });
    expect(news).toMatchObject([{ news: "departed", departure: { why: "ended", reason: "host_ended" } }]);
    expect(tracks.every((t) => t.readyState === "ended")).toBe(true);
    expect(hub.made("leave_call")).toEqual([]);
    await expect((await page()).comeBack()).resolves.toBe(false);
  });

  test("by another device is told and not said to the service, whose call goes on", async () => {
    await desk.call("room1", "Audio");
    await settle();
    hub.emit("call_participant_left", { call_session_id: callId, epoch: 1, seq: 10, left: [{ user: "alice", reason: "taken_over" }] });
    expect(news).toMatchObject([{ departure: { why: "taken_over" } }]);
    expect(hub.made("leave_call")).toEqual([]);
  });

  test("by a clean-up says nothing to the service", async () => {
    await desk.call("room1", "Audio");
    await settle();
    desk.cleanUp();
    expect(hub.made("leave_call")).toEqual([]);
    expect(tracks.every((t) => t.readyState === "ended")).toBe(true);
  });
});
