// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallDesk } from "../../src/call/callDesk";
import { chatWebRtc } from "../../src/call/chatWebRtc";
import type { CallNews } from "../../src/call/activeCall";
import type { HttpDoor } from "../../src/client/httpDoor";
import { connect, FakeHub, settle } from "../support/fakeHub";
import { FakeAir, FakeStream, FakeTrack } from "../support/fakePeerConnection";
import type { CallType } from "../../src/protocol/words";
import { at, callId, callView, participant } from "../support/views";

const air = new FakeAir();
let hub: FakeHub;
let desk: CallDesk;
let news: CallNews[];
let dispatched: unknown[];
let refusal: DOMException | null;
let hasCamera: boolean;
let tracks: FakeTrack[];
let desks: CallDesk[] = [];
/** The type of calls that this page has not started itself. */
let joinedType: CallType;

beforeEach(async () => {
  vi.useFakeTimers();
  sessionStorage.clear();
  hub = new FakeHub();
  tracks = [];
  dispatched = [];
  refusal = null;
  hasCamera = true;
  vi.stubGlobal("MediaStream", FakeStream);
  vi.stubGlobal("RTCPeerConnection", function () {
    return air.create();
  });
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
  const types = new Map<unknown, CallType>();
  hub.on("initiate_call", ({ call_type }) => {
    types.set(callId, call_type as CallType);
    return callView({ call_status: "Initiated", call_type: call_type as CallType, participants: [participant("alice", "Invited"), participant("bob", "Invited")] });
  });
  hub.on("join_call", ({ call_session_id }) => {
    const call = callView({ call_session_id: String(call_session_id), call_type: types.get(call_session_id) ?? joinedType });
    return { call, ice_servers: [], seq_state: at(1, 10, 0) };
  });
  joinedType = "Audio";
  desk = await page();
});

afterEach(() => {
  for (const d of desks) d.cleanUp();
  desks = [];
});

function getUserMedia({ video }: MediaStreamConstraints): Promise<FakeStream> {
  if (refusal) return Promise.reject(refusal);
  if (video && !hasCamera) return Promise.reject(new DOMException("", "NotFoundError"));
  const made = [new FakeTrack("audio"), ...(video ? [new FakeTrack("video")] : [])];
  tracks.push(...made);
  return Promise.resolve(new FakeStream(made));
}

/** A page of alice, as it is after loading. */
async function page(): Promise<CallDesk> {
  const { service } = await connect(hub);
  const made = new CallDesk();
  desks.push(made);
  news = [];
  made.news.on((n) => news.push(n));
  made.attach(service, { dispatch: (...call: unknown[]) => dispatched.push(call) } as unknown as HttpDoor);
  return made;
}

const initiated = (id = callId, call_type: "Audio" | "Video" = "Audio"): void => {
  const call = callView({ call_session_id: id, call_type, initiated_by: "bob" });
  hub.emit("call_initiated", { call_session_id: id, epoch: 1, seq: 0, call, initiated_by: "bob", ring_expires_at: "2099-01-01T00:00:00Z" });
};

const operations = (): string[] => hub.calls.map((c) => c.operation).filter((o) => o !== "update_media_state" && o !== "send_webrtc_signal");

describe("calling", () => {
  test("asks for the devices first, rings, and joins from this device", async () => {
    await desk.call("room1", "Video");
    await settle();
    expect(operations()).toEqual(["initiate_call", "join_call"]);
    expect(hub.made("update_media_state")[0]).toMatchObject({ muted: false, camera_on: true });
    expect(hub.made("join_call")[0]?.["device_id"]).toMatch(/^[0-9a-f]{32}$/);
  });

  test.each(["NotAllowedError", "NotFoundError", "NotReadableError"])("rings nobody when the devices fail with %s", async (name) => {
    refusal = new DOMException("", name);
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
    hasCamera = false;
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
    refusal = new DOMException("Permission dismissed", "NotAllowedError");
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

describe("a reload", () => {
  test("is no leave, and the page comes back as the same device with the same flags", async () => {
    await desk.call("room1", "Video");
    await settle();
    desk.active?.setMuted(true);
    await desk.active?.setCamera(false);
    dispatchEvent(new Event("pagehide"));
    expect(dispatched).toEqual([]);
    const reloaded = await page();
    await expect(reloaded.comeBack()).resolves.toBe(true);
    await settle();
    const [first, second] = hub.made("join_call");
    expect(second).toEqual(first);
    expect(reloaded.snapshot()?.local).toMatchObject({ muted: true, cameraOn: false });
  });

  test("into a call that is over says so and tries no more", async () => {
    await desk.call("room1", "Audio");
    await settle();
    hub.refuse("join_call", "call_ended", { end_reason: "completed" });
    const reloaded = await page();
    await reloaded.comeBack();
    await settle();
    expect(news).toMatchObject([{ departure: { why: "ended", reason: "completed" } }]);
    await expect((await page()).comeBack()).resolves.toBe(false);
  });

  test("without permission leaves the call, so that nobody waits for a silent page", async () => {
    await desk.call("room1", "Audio");
    await settle();
    const reloaded = await page();
    refusal = new DOMException("", "NotAllowedError");
    await expect(reloaded.comeBack()).rejects.toMatchObject({ problem: "blocked" });
    expect(hub.made("leave_call")).toHaveLength(1);
  });

  test("by somebody else in the same tab does not take the other's call", async () => {
    await desk.call("room1", "Audio");
    await settle();
    const { service } = await connect(hub, "carol");
    const other = new CallDesk();
    desks.push(other);
    other.attach(service, {} as HttpDoor);
    await expect(other.comeBack()).resolves.toBe(false);
  });

  test("before the service has heard the user's leave says it in the way that outlives the page", async () => {
    await desk.call("room1", "Audio");
    await settle();
    hub.onRaw("leave_call", () => new Promise(() => undefined));
    void desk.leave();
    await settle();
    dispatchEvent(new Event("pagehide"));
    expect(dispatched).toContainEqual(["leave_call", { call_session_id: callId }]);
  });
});

describe("the host's mute", () => {
  const muted = (seq: number): void =>
    hub.emit("call_participant_updated", { call_session_id: callId, epoch: 1, seq, updated: [{ user: "alice", muted: true }] });

  test("is obeyed and told", async () => {
    await desk.call("room1", "Audio");
    await vi.advanceTimersByTimeAsync(5_000);
    muted(11);
    expect(desk.snapshot()?.local.muted).toBe(true);
    expect(news).toEqual([{ news: "muted_by_host" }]);
  });

  test("is told from the echo of the user's own switch", async () => {
    await desk.call("room1", "Audio");
    await vi.advanceTimersByTimeAsync(5_000);
    desk.active?.setMuted(true);
    desk.active?.setMuted(false);
    muted(11);
    expect(desk.snapshot()?.local.muted).toBe(false);
  });
});

test("flags are told again when the service has lost its memory", async () => {
  await desk.call("room1", "Audio");
  await settle();
  desk.active?.setMuted(true);
  await settle();
  const before = hub.made("update_media_state").length;
  hub.on("resume_call", () => ({ snapshot: callView({ epoch: 2 }), seq_state: at(2, 10, 0) }));
  hub.live.break();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hub.made("update_media_state").slice(before)).toMatchObject([{ muted: true, camera_on: false }]);
});

describe("window.ChatWebRTC", () => {
  test("has the seven methods that f_chat's pages know, and no other", () => {
    const calls = chatWebRtc(desk);
    expect(typeof calls).toBe("object");
    expect(Object.keys(calls)).toEqual([
      "check_and_request_media_permissions", "show_permission_help", "setup_webrtc_connection",
      "toggle_microphone", "toggle_camera", "leave_call", "cleanup_webrtc_connection",
    ]);
    expect(Object.values(calls).every((method) => typeof method === "function")).toBe(true);
  });

  test("says whether the user may talk, and the help has the reason", async () => {
    const calls = chatWebRtc(desk);
    const helped: string[] = [];
    desk.media.helpRequests.on((problem) => helped.push(problem));
    await expect(calls.check_and_request_media_permissions("Audio")).resolves.toBe(true);
    refusal = new DOMException("", "NotReadableError");
    await expect(calls.check_and_request_media_permissions("Audio")).resolves.toBe(false);
    calls.show_permission_help();
    expect(helped).toEqual(["busy"]);
  });

  test("sets up a call from its id and type alone, and toggles within it", async () => {
    const calls = chatWebRtc(desk);
    joinedType = "Video";
    await calls.setup_webrtc_connection({ call_session_id: callId, call_type: "Video" });
    await settle();
    expect([calls.toggle_microphone(), calls.toggle_microphone()]).toEqual([false, true]);
    await expect(calls.toggle_camera()).resolves.toBe(false);
    await expect(calls.toggle_camera()).resolves.toBe(true);
    await calls.leave_call();
    expect(hub.made("leave_call")).toHaveLength(1);
  });

  test("does nothing without a call, and has no camera in an audio call", async () => {
    const calls = chatWebRtc(desk);
    expect(calls.toggle_microphone()).toBe(false);
    await expect(calls.toggle_camera()).resolves.toBe(false);
    await calls.leave_call();
    calls.cleanup_webrtc_connection();
    expect(operations()).toEqual([]);
    await calls.setup_webrtc_connection({ call_session_id: callId, call_type: "Audio" });
    await expect(calls.toggle_camera()).resolves.toBe(false);
  });
});
