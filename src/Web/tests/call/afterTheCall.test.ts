// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { desk, hub, initiated, joinsCallsOf, operations, tracks, useCallPages } from "../support/callPages";
import { settle } from "../support/fakeHub";
import { callId } from "../support/views";

useCallPages();

const inCall = (): Promise<void> => desk.setUp({ call_session_id: callId, call_type: "Audio" });
const end = (end_reason: "completed" | "host_ended" | "rejected" = "completed", seq = 11): void =>
  hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq, end_reason, ended_by: "bob", total_duration: 61, call_status: "Ended" });

describe("after a call", () => {
  test("there is something to say, until the user has seen it", async () => {
    await inCall();
    expect(desk.afterCall).toBeNull();
    end("host_ended");
    expect(desk.afterCall).toMatchObject({ callId, roomId: "room1", outcome: "host_ended", endedBy: "bob", durationSeconds: 61, canRejoin: false });
    desk.dismissAfterCall();
    expect(desk.afterCall).toBeNull();
  });

  test("that the user has left there is a way back while it lives", async () => {
    await inCall();
    await desk.leave();
    expect(desk.afterCall).toMatchObject({ outcome: "left", canRejoin: true });
    await desk.rejoin({ microphone: false });
    expect([desk.active?.id, desk.afterCall, desk.active?.media.muted]).toEqual([callId, null, true]);
    expect(operations()).toEqual(["join_call", "leave_call", "join_call"]);
  });

  test("there is no way back once it has ended", async () => {
    await inCall();
    await desk.leave();
    end();
    expect(desk.afterCall).toMatchObject({ outcome: "left", canRejoin: false });
    await desk.rejoin();
    expect(desk.active).toBeNull();
  });

  test("that was declined says so, and why", async () => {
    await desk.call("room1", "Audio");
    hub.emit("call_rejected", { call_session_id: callId, epoch: 1, seq: 11, user: "bob", reason: "busy" });
    end("rejected", 12);
    expect(desk.afterCall?.outcome).toBe("busy");
  });

  test("that was declined before the caller had a seat in it says so, too", async () => {
    hub.refuse("join_call", "call_ended", { end_reason: "rejected" });
    await expect(desk.call("room1", "Audio")).rejects.toMatchObject({ code: "call_ended" });
    expect(desk.active).toBeNull();
    expect(desk.afterCall).toMatchObject({ callId, outcome: "declined", canRejoin: false });
  });

  test("that was over before it was answered there is nothing to say", async () => {
    initiated();
    hub.refuse("join_call", "call_ended", { end_reason: "cancelled" });
    await expect(desk.accept(callId)).rejects.toMatchObject({ code: "call_ended" });
    expect(desk.afterCall).toBeNull();
  });

  test("the next one takes its place", async () => {
    await inCall();
    await desk.leave();
    initiated("01NEXT");
    await desk.accept("01NEXT");
    expect(desk.afterCall).toBeNull();
    desk.cleanUp();
    expect(desk.afterCall).toBeNull();
  });
});

describe("who comes in", () => {
  test("without a camera, as wished, is seen without", async () => {
    joinsCallsOf("Video");
    initiated(callId, "Video");
    await desk.accept(callId, { camera: false });
    expect([desk.snapshot()?.callType, desk.snapshot()?.local.cameraOn, tracks.map((t) => t.kind)]).toEqual(["Video", false, ["audio"]]);
  });

  test("with nothing listens, and says so to the others", async () => {
    initiated();
    await desk.accept(callId, { microphone: false });
    await settle();
    expect(desk.snapshot()?.local).toMatchObject({ muted: true, hasMicrophone: false });
    expect(hub.made("update_media_state")[0]).toMatchObject({ muted: true });
    await desk.active?.setMicrophone(true);
    await settle();
    expect(desk.snapshot()?.local).toMatchObject({ muted: false, hasMicrophone: true });
  });

  test("from a preview takes its devices along", async () => {
    const preview = await desk.media.openPreview("Audio");
    await preview.setMicrophone(false);
    await desk.call("room1", "Audio");
    expect(desk.snapshot()?.local).toMatchObject({ muted: true, hasMicrophone: true });
    expect(tracks).toHaveLength(1);
  });

  test("raises a hand, which others see and which is down in the next call", async () => {
    await inCall();
    await settle();
    desk.active?.setHand(true);
    await settle();
    expect(hub.made("update_media_state").at(-1)).toMatchObject({ hand_raised: true });
    expect(desk.snapshot()?.local.handRaised).toBe(true);
    await desk.leave();
    await inCall();
    expect(desk.snapshot()?.local.handRaised).toBe(false);
  });
});
