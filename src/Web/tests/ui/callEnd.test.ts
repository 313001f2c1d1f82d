// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { strings } from "../../src/strings";
import { byId, click, fill, isShown, submit, text } from "../support/elements";
import { pageOfEachTest, pass } from "../support/signedInPage";
import { callId, callView, participant, room } from "../support/views";

const page = pageOfEachTest();

describe("the end of a call, or of the user's part in it", () => {
  test("says what became of a call, and calls again", async () => {
    await page().openRoom();
    click("audio-call");
    await pass();
    page().hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 11, end_reason: "no_answer", total_duration: 0, call_status: "Missed" });
    await pass();
    expect(byId("call-summary")?.dataset["outcome"]).toBe("no_answer");
    expect(text("summary-text")).toBe(strings.outcome.no_answer);
    click("summary-close");
    await pass();
    expect(isShown("call-summary")).toBe(false);
  });

  test("says it of a call that was declined before the caller had a seat, and says it once", async () => {
    await page().openRoom();
    page().hub.refuse("join_call", "call_ended", { end_reason: "rejected" });
    click("audio-call");
    await pass(1_000);
    expect(text("summary-text")).toBe(strings.outcome.declined);
    expect(text("notices")).toBe("");
  });

  test("names who was busy, by what the room calls them", async () => {
    page().hub.emit("room_updated", room({ members: [{ user: "alice", role: "owner" }, { user: "bob", role: "member", full_name: "Bob" }] }));
    await page().openRoom();
    click("audio-call");
    await pass();
    page().hub.emit("call_rejected", { call_session_id: callId, epoch: 1, seq: 11, user: "bob", reason: "busy" });
    page().hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 12, end_reason: "rejected", total_duration: 0, call_status: "Rejected" });
    await pass(1_000);
    expect(text("summary-text")).toBe("Bob is in another call.");
    expect(text("announcer")).toBe("Ringing… Bob is in another call.");
  });

  test("says at once, over everything else, that the user was removed", async () => {
    await page().openRoom();
    page().ring();
    await pass();
    click("incoming-accept");
    await pass();
    page().hub.emit("call_participant_left", { call_session_id: callId, epoch: 1, seq: 11, left: [{ user: "alice", reason: "removed" }] });
    expect(text("alarm")).toBe(strings.outcome.removed);
    await pass(1_000);
    expect(text("announcer")).not.toContain(strings.outcome.removed);
    expect(text("summary-text")).toContain(strings.outcome.removed);
  });

  test("shows how a call has ended once, and nothing of it before the next one", async () => {
    await page().openRoom();
    click("audio-call");
    await pass();
    page().hub.emit("call_rejected", { call_session_id: callId, epoch: 1, seq: 11, user: "carol", reason: "declined" });
    await pass();
    expect(text("notices")).toContain(strings.rejected("carol"));
    page().hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 12, end_reason: "no_answer", total_duration: 0, call_status: "Missed" });
    await pass(1_000);
    expect(text("notices")).toBe("");
    expect(document.querySelectorAll('[data-testid="notice"]')).toHaveLength(1);
    expect(text("announcer")).toContain(strings.endReason.no_answer);
    page().hub.refuse("send_message", "payload_too_large");
    fill("message-input", "long");
    submit("message-input");
    await pass();
    expect(text("notices")).toContain(strings.refusal.payload_too_large);
    click("call-again");
    await pass();
    expect(isShown("call-view")).toBe(true);
    expect(text("notices")).toBe("");
  });

  test.each(["left", "active"])("does not ask who was removed to join again (told by the call that %s), and says why", async (how) => {
    const gone = callView({ participants: [participant("bob"), participant("alice", "Removed")] });
    page().hub.on("get_active_call", () => (how === "active" ? gone : callView()));
    await page().openRoom();
    expect(isShown("join-call")).toBe(how === "left");
    page().hub.emit("call_participant_left", { call_session_id: callId, epoch: 1, seq: 11, left: [{ user: "alice", reason: "removed" }] });
    await pass();
    expect([isShown("join-call"), isShown("removed-hint")]).toEqual([false, true]);
    page().hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 12, end_reason: "completed", total_duration: 3, call_status: "Ended" });
    await pass();
    expect(isShown("removed-hint")).toBe(false);
  });
});
