// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { strings } from "../../src/strings";
import { changeLanguage } from "../../src/ui/language";
import { byId, click, fill, isShown, text } from "../support/elements";
import { evil, pageOfEachTest, pass } from "../support/signedInPage";
import { callId, callView, room } from "../support/views";

const page = pageOfEachTest();

describe("rings and calls on the page", () => {
  test("shows the call from the click on, and its state", async () => {
    await page().openRoom();
    click("audio-call");
    await pass();
    expect(isShown("call-view")).toBe(true);
    expect(text("call-state")).toBe(strings.phase.ringing);
    expect(text("call-timer")).toBe("");
    click("end-call");
    await pass();
    expect(isShown("call-view")).toBe(false);
    expect(page().hub.made("leave_call")).toHaveLength(1);
  });

  test("names who is rung by what the room knows, before and after it is heard", async () => {
    await page().openRoom();
    click("audio-call");
    await pass();
    expect([text("invitee"), text("call-participants")]).toEqual([expect.stringContaining("bob"), expect.stringContaining("bob")]);
    page().hub.emit("room_updated", room({ members: [{ user: "alice", role: "owner" }, { user: "bob", role: "member", full_name: "Robert" }] }));
    await pass();
    for (const place of ["invitee", "call-participants"]) {
      expect(text(place)).toContain("Robert");
      expect(text(place)).not.toContain("bob");
    }
  });

  test("helps instead of calling when the microphone is blocked", async () => {
    await page().openRoom();
    page().deviceRefusal = new DOMException("", "NotAllowedError");
    click("audio-call");
    await pass();
    expect(isShown("help")).toBe(true);
    expect(text("help-text")).toBe(strings.mediaProblem.blocked);
    expect(page().hub.made("initiate_call")).toEqual([]);
    click("help-close");
    expect(isShown("help")).toBe(false);
  });

  test("asks again for what was wanted, helps again while it cannot be had, and says when it can", async () => {
    await page().openRoom();
    page().deviceRefusal = new DOMException("", "NotAllowedError");
    click("video-call");
    await pass();
    click("help-retry");
    await pass();
    expect(isShown("help")).toBe(true);
    expect(page().desk.media.asked).toBe("Video");

    page().deviceRefusal = null;
    click("help-retry");
    await pass();
    expect(isShown("help")).toBe(false);
    expect(text("notices")).toContain(strings.devicesReady);
  });

  test.each([
    ["rejected", "Rejected", strings.endReason.rejected],
    ["no_answer", "Missed", strings.endReason.no_answer],
    ["cancelled", "Cancelled", strings.endReason.cancelled],
  ] as const)("says that the call was %s", async (end_reason, call_status, says) => {
    await page().openRoom();
    click("audio-call");
    await pass();
    page().hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 11, end_reason, total_duration: 0, call_status });
    await pass();
    expect(text("notice")).toContain(says);
    expect(isShown("call-view")).toBe(false);
  });

  test("shows a ring until it stops, and what it is", async () => {
    page().ring();
    await pass();
    expect(isShown("incoming-call")).toBe(true);
    expect(text("incoming-type")).toBe(strings.incomingVideo);
    page().hub.emit("call_ring_stopped", { call_session_id: callId, epoch: 1, seq: 0, reason: "cancelled" });
    await pass();
    expect(isShown("incoming-call")).toBe(false);
  });

  test("shows a ring during a call, too, and says what accepting it means", async () => {
    await page().openRoom();
    click("audio-call");
    await pass();
    page().ring("c2");
    await pass();
    expect(isShown("incoming-call")).toBe(true);
    expect(isShown("incoming-busy")).toBe(true);
    click("incoming-decline");
    await pass();
    expect(page().hub.made("reject_call")).toMatchObject([{ call_session_id: "c2", reason: "busy" }]);
    expect(isShown("call-view")).toBe(true);
  });

  test("says how a call has ended that was over when its ring was accepted", async () => {
    page().ring();
    await pass();
    page().hub.refuse("join_call", "call_ended", { end_reason: "cancelled" });
    click("incoming-accept");
    await pass();
    expect([...document.querySelectorAll('[data-kind="error"]')].map((n) => n.textContent)).toEqual([strings.endReason.cancelled]);
    expect(isShown("call-view")).toBe(false);
  });

  test("offers to join the room's live call, but not one that rings or that it is in", async () => {
    page().hub.on("get_active_call", () => callView());
    await page().openRoom();
    expect(isShown("join-call")).toBe(true);
    page().ring();
    await pass();
    expect(isShown("join-call")).toBe(false);
    click("incoming-accept");
    await pass();
    expect(isShown("join-call")).toBe(false);
    expect(isShown("call-view")).toBe(true);
  });

  test("counts missed calls until they are looked at, and shows who called when", async () => {
    expect(text("missed-count")).toBe("1");
    click("history-open");
    await pass();
    const [item, ...others] = document.querySelectorAll('[data-testid="history-item"]');
    expect(others).toEqual([]);
    expect(item?.getAttribute("data-direction")).toBe("missed");
    expect(byId("missed-count")?.hidden).toBe(true);
    click("history-window-close");
    expect(byId("history-window")).toBeNull();
  });

  test("asks before it ends the call for all", async () => {
    await page().openRoom();
    click("audio-call");
    await pass();
    click("end-for-all");
    click("confirm-no");
    await pass();
    expect(page().hub.made("end_call")).toEqual([]);
    click("end-for-all");
    click("confirm-yes");
    await pass();
    expect(page().hub.made("end_call")).toMatchObject([{ call_session_id: callId }]);
  });

  test("gives the focus to a ring, declines by Escape, and gives the focus back", async () => {
    await page().openRoom();
    byId("message-input")?.focus();
    page().ring();
    await pass();
    expect(byId("incoming-call")?.contains(document.activeElement)).toBe(true);
    expect(document.title).toContain(evil);
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await pass();
    expect(page().hub.made("reject_call")).toMatchObject([{ call_session_id: callId, reason: "declined" }]);
    expect(document.activeElement).toBe(byId("message-input"));
    expect(document.title).toBe(strings.brand);
  });

  test("leaves the focus to who is writing, whose Escape declines nothing, until they leave the field", async () => {
    await page().openRoom();
    fill("message-input", "half a li");
    byId("message-input")?.focus();
    page().ring();
    await pass();
    expect(isShown("incoming-call")).toBe(true);
    expect(document.activeElement).toBe(byId("message-input"));
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await pass(1_000);
    expect(page().hub.made("reject_call")).toEqual([]);
    expect(text("announcer")).toContain(strings.incomingFrom(evil));
    byId("message-send")?.focus();
    await pass();
    expect(byId("incoming-call")?.contains(document.activeElement)).toBe(true);
  });

  test("leaves the focus to a list that may be open, whose Escape declines nothing", async () => {
    click("settings");
    await pass();
    byId("language")?.focus();
    page().ring();
    await pass();
    expect(isShown("incoming-call")).toBe(true);
    expect(document.activeElement).toBe(byId("language"));
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await pass();
    expect(page().hub.made("reject_call")).toEqual([]);
  });

  test("counts lines of the chat that were not seen", async () => {
    await page().openRoom();
    page().ring();
    await pass();
    click("incoming-accept");
    await pass();
    expect(isShown("chat-unread")).toBe(false);
    click("toggle-call-chat");
    expect(isShown("call-chat-panel")).toBe(true);
    expect(byId("toggle-call-chat")?.getAttribute("aria-expanded")).toBe("true");
    click("toggle-people");
    expect(isShown("call-chat-panel")).toBe(false);
    expect(isShown("people-panel")).toBe(true);
  });

  test("is built anew in another language, in the middle of a call", async () => {
    await page().openRoom();
    click("audio-call");
    await pass();
    await changeLanguage("de");
    await pass();
    expect(text("call-state")).toBe("Es klingelt…");
    expect(document.documentElement.lang).toBe("de");
    expect(byId("toggle-microphone")?.getAttribute("aria-label")).toBe("Mikrofon");
    await changeLanguage("en");
  });

  test("keeps the panel, the half-written lines and the focus in another language", async () => {
    await page().openRoom();
    fill("message-input", "in the room");
    page().ring();
    await pass();
    click("incoming-accept");
    await pass();
    click("toggle-call-chat");
    fill("call-chat-input", "in the call");
    byId("call-chat-input")?.focus();
    await changeLanguage("de");
    await pass();
    expect(isShown("call-chat-panel")).toBe(true);
    expect((byId("call-chat-input") as HTMLInputElement).value).toBe("in the call");
    expect((byId("message-input") as HTMLInputElement).value).toBe("in the room");
    expect(document.activeElement).toBe(byId("call-chat-input"));
    await changeLanguage("en");
  });

  test("changes the language in the settings without closing them", async () => {
    byId("settings")?.focus();
    click("settings");
    await pass();
    await changeLanguage("de");
    await pass();
    expect(byId("settings-window")?.querySelector("h2")?.textContent).toBe("Einstellungen");
    expect(document.activeElement).toBe(byId("language"));
    click("settings-window-close");
    await pass();
    expect(document.activeElement).toBe(byId("settings"));
    await changeLanguage("en");
  });

  test("says when the service is out of reach", async () => {
    page().hub.refusing = true;
    page().hub.live.break();
    await pass();
    expect(text("connection-status")).toBe(strings.linkStatus.reconnecting);
  });
});
