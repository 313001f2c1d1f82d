// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { CallDesk } from "../../src/call/callDesk";
import { denyDevices, desk, hub, initiated, news, operations, page, tracks, unplugCamera, useCallPages } from "../support/callPages";
import { settle } from "../support/fakeHub";
import { callId } from "../support/views";

useCallPages();

describe("calling", () => {
  test("asks for the devices first, rings, and joins from this device", async () => {
    await desk.call("room1", "Video");
    await settle();
    expect(operations()).toEqual(["initiate_call", "join_call"]);
    expect(hub.made("update_media_state")[0]).toMatchObject({ muted: false, camera_on: true });
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
    expect(hub.made("update_media_state")[0]).toMatchObject({ muted: false, camera_on: false });
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
    expect(operations()).toEqual(["initiate_call", "join_call", "leave_call", "join_call"]);
    expect(hub.made("leave_call")).toMatchObject([{ call_session_id: callId }]);
    expect(desk.snapshot()?.callId).toBe("c2");
  });

  test.each(["answered_elsewhere", "cancelled", "missed"] as const)("stops when it was %s", (reason) => {
    initiated();
    hub.emit("call_ring_stopped", { call_session_id: callId, epoch: 1, seq: 0, reason });
    expect(desk.rings).toEqual([]);
  });

  test("that is gone cannot be accepted", async () => {
    await desk.accept("c9");
    expect(operations()).toEqual([]);
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
