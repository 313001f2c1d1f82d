// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { chatWebRtc } from "../../src/call/chatWebRtc";
import { denyDevices, desk, hub, joinsCallsOf, operations, useCallPages } from "../support/callPages";
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
