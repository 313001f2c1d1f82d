// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { chatWebRtc } from "../../src/call/chatWebRtc";
import { denyDevices, desk, hub, joinsCallsOf, news, operations, page, tracks, useCallPages } from "../support/callPages";
import { settle } from "../support/fakeHub";
import { callId } from "../support/views";

useCallPages();

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
    denyDevices(new DOMException("", "NotReadableError"));
    await expect(calls.check_and_request_media_permissions("Audio")).resolves.toBe(false);
    calls.show_permission_help();
    expect(helped).toEqual(["busy"]);
  });

  test("sets up a call from its id and type alone, and toggles within it", async () => {
    const calls = chatWebRtc(desk);
    joinsCallsOf("Video");
    await calls.setup_webrtc_connection({ call_session_id: callId, call_type: "Video" });
    await settle();
    expect([calls.toggle_microphone(), calls.toggle_microphone()]).toEqual([false, true]);
    await expect(calls.toggle_camera()).resolves.toBe(false);
    await expect(calls.toggle_camera()).resolves.toBe(true);
    await calls.leave_call();
    expect(hub.made("leave_call")).toHaveLength(1);
  });

  test("rejects the set-up of a call that does not exist, and the running call goes on", async () => {
    const calls = chatWebRtc(desk);
    await calls.setup_webrtc_connection({ call_session_id: callId, call_type: "Audio" });
    hub.refuse("join_call", "call_not_found");
    await expect(calls.setup_webrtc_connection({ call_session_id: "c9", call_type: "Video" })).rejects.toMatchObject({ code: "call_not_found" });
    await settle();
    expect(desk.snapshot()?.callId).toBe(callId);
    expect(hub.made("leave_call")).toEqual([]);
    expect(tracks.map((t) => `${t.kind} ${t.readyState}`)).toEqual(["audio live", "audio ended", "video ended"]);
    expect(news).toEqual([]);
    expect(calls.toggle_microphone()).toBe(false);
  });

  test("rejects the set-up of a call that does not exist without a running one, too, and is in no call", async () => {
    hub.refuse("join_call", "call_not_found");
    await expect(chatWebRtc(desk).setup_webrtc_connection({ call_session_id: "c9", call_type: "Audio" })).rejects.toMatchObject({ code: "call_not_found" });
    expect(desk.snapshot()).toBeNull();
    expect(tracks.map((t) => t.readyState)).toEqual(["ended"]);
    await expect((await page()).comeBack()).resolves.toBe(false);
  });

  test("does nothing without a call, and asks for a camera in an audio call only when it is switched on", async () => {
    const calls = chatWebRtc(desk);
    expect(calls.toggle_microphone()).toBe(false);
    await expect(calls.toggle_camera()).resolves.toBe(false);
    await calls.leave_call();
    calls.cleanup_webrtc_connection();
    expect(operations()).toEqual([]);
    await calls.setup_webrtc_connection({ call_session_id: callId, call_type: "Audio" });
    expect(tracks.map((t) => t.kind)).toEqual(["audio"]);
    await expect(calls.toggle_camera()).resolves.toBe(true);
    await settle();
    expect(desk.snapshot()?.local).toMatchObject({ cameraOn: true, muted: false });
    expect(hub.made("update_media_state").at(-1)).toMatchObject({ camera_on: true });
  });

  test("asks for a microphone when who joined without one switches it on, and helps when there is none", async () => {
    const calls = chatWebRtc(desk);
    const helped: string[] = [];
    desk.media.helpRequests.on((problem) => helped.push(problem));
    await desk.media.openPreview("Audio", { microphone: false });
    await desk.call("room1", "Audio");
    denyDevices(new DOMException("", "NotFoundError"));
    expect(calls.toggle_microphone()).toBe(false);
    await settle();
    expect([helped, desk.active?.media.muted]).toEqual([["no_device"], true]);
  });
});
