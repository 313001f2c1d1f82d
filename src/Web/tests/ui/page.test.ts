// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallDesk } from "../../src/call/callDesk";
import { chatWebRtc } from "../../src/call/chatWebRtc";
import { CallLog } from "../../src/client/callLog";
import type { HttpDoor } from "../../src/client/httpDoor";
import { RoomBook } from "../../src/client/roomBook";
import type { Session } from "../../src/client/session";
import { strings } from "../../src/strings";
import { changeLanguage } from "../../src/ui/language";
import { shell } from "../../src/ui/shell";
import { fakeDevices } from "../support/fakeDevices";
import { connect, FakeHub, settle } from "../support/fakeHub";
import { FakeAir, FakeStream, FakeTrack } from "../support/fakePeerConnection";
import { byId, click, fill, isShown, submit, text } from "../support/elements";
import { at, callId, callView, message, participant, room } from "../support/views";

const html = readFileSync("index.html", "utf8");
const evil = '<img src=x onerror="alert(1)">';

const missedCall = { ...callView({ call_session_id: "old", initiated_by: "bob", call_status: "Missed", end_reason: "no_answer" }), participants: [participant("bob", "Left"), participant("alice", "Missed")] };

const pass = (ms = 50): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  localStorage.clear();
  document.body.innerHTML = /<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? "";
});

describe("the page of a signed-in user", () => {
  let hub: FakeHub;
  let desk: CallDesk;
  let refusal: DOMException | null;
  let close: () => void;

  afterEach(() => close());

  beforeEach(async () => {
    vi.stubGlobal("MediaStream", FakeStream);
    const air = new FakeAir();
    vi.stubGlobal("RTCPeerConnection", function () {
      return air.create();
    });
    vi.stubGlobal("isSecureContext", true);
    vi.stubGlobal("AudioContext", class { readonly state = "suspended"; close = (): Promise<void> => Promise.resolve(); });
    refusal = null;
    const getUserMedia = (): Promise<FakeStream> => (refusal ? Promise.reject(refusal) : Promise.resolve(new FakeStream([new FakeTrack("audio")])));
    vi.stubGlobal("navigator", { mediaDevices: fakeDevices(getUserMedia) });
    vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
    hub = new FakeHub();
    hub.on("get_rooms", () => ({ rooms: [room({ room_name: evil, last_message_seq: 2, read_seq: 0 })] }));
    hub.on("get_online_users", () => ({ users: [{ user: "bob", chat_status: "Online", in_call: false, last_activity: "" }], total: 1 }));
    hub.on("get_messages", () => ({ messages: [message(2, { content: evil }), message(1)] }));
    hub.on("get_active_call", () => null);
    hub.on("get_call_history", () => ({ calls: [missedCall], page: 1, page_size: 20, total: 1 }));
    hub.on("initiate_call", () => callView({ call_status: "Initiated", participants: [participant("alice", "Invited"), participant("bob", "Invited")] }));
    hub.on("join_call", () => ({ call: callView({ call_status: "Ringing", participants: [participant("alice"), participant("bob", "Ringing")] }), ice_servers: [], seq_state: at(1, 10, 0) }));
    const { service } = await connect(hub);
    desk = new CallDesk();
    desk.attach(service, {} as HttpDoor);
    const rooms = new RoomBook(service);
    const session: Session = { service, door: {} as HttpDoor, rooms, calls: new CallLog(service), signOut: () => Promise.resolve() };
    close = shell(document.getElementById("app")!, session, desk, chatWebRtc(desk), () => undefined);
    await rooms.refresh();
    await pass();
  });

  async function openRoom(): Promise<void> {
    click("room-item");
    await settle();
    await pass();
  }

  function ring(id = callId): void {
    const call = callView({ call_session_id: id, initiated_by: "bob", call_type: "Video", participants: [participant("bob", "Joined", { full_name: evil })] });
    hub.emit("call_initiated", { call_session_id: id, epoch: 1, seq: 0, call, initiated_by: "bob", ring_expires_at: "2099-01-01T00:00:00Z" });
  }

  test("shows rooms, counts what is unread, and reads it when the room is opened", async () => {
    expect(text("room-unread")).toBe("2");
    await openRoom();
    expect([...document.querySelectorAll('[data-testid="message"]')].map((m) => m.getAttribute("data-seq"))).toEqual(["1", "2"]);
    expect(hub.made("mark_read")).toMatchObject([{ room_id: "room1", seq: 2 }]);
    expect(byId("room-unread")).toBeNull();
  });

  test("shows what people write as text, never as markup", async () => {
    await openRoom();
    ring();
    await pass();
    expect(document.querySelectorAll("img")).toHaveLength(0);
    expect(text("room-title")).toBe(evil);
    expect(text("incoming-from")).toContain(evil);
  });

  test("shows who is online", async () => {
    await openRoom();
    const status = (user: string): string | null | undefined => document.querySelector(`[data-testid="member"][data-user="${user}"]`)?.getAttribute("data-status");
    expect(status("bob")).toBe("Online");
    hub.emit("presence_changed", { changes: [{ user: "bob", chat_status: "Away", in_call: true, last_activity: "" }] });
    await pass();
    expect(status("bob")).toBe("Away");
  });

  test("sends a message once, and gives the text back when it was refused", async () => {
    await openRoom();
    hub.on("send_message", () => ({ message_id: "m3", seq: 3, creation: "2026-01-01T00:00:00Z" }));
    fill("message-input", "  hello ");
    submit("message-input");
    submit("message-input");
    await pass();
    expect(hub.made("send_message")).toMatchObject([{ content: "hello" }]);
    hub.refuse("send_message", "payload_too_large");
    fill("message-input", "long");
    submit("message-input");
    await pass();
    expect((byId("message-input") as HTMLInputElement).value).toBe("long");
    expect(text("notice")).toContain(strings.refusal.payload_too_large);
  });

  test("keeps the element of a room, and the order, while other things change: a press on it is not lost", async () => {
    hub.emit("room_updated", room({ room_id: "room2", room_name: "Second" }));
    await pass();
    const [second, first] = document.querySelectorAll('[data-testid="room-item"]');
    hub.emit("message_created", message(1, { room_id: "room2" }));
    hub.emit("presence_changed", { changes: [{ user: "bob", chat_status: "Away", in_call: false, last_activity: "" }] });
    await pass();
    const [redrawn, same] = document.querySelectorAll('[data-testid="room-item"]');
    expect(same).toBe(first);
    expect(redrawn).not.toBe(second);
    expect(redrawn?.textContent).toContain("Second1");
  });

  test("keeps the buttons of a participant while other participants change", async () => {
    await openRoom();
    click("audio-call");
    await pass();
    const mute = byId("mute-participant");
    const joinedNow = [participant("bob"), participant("carol")];
    hub.emit("call_participant_joined", { call_session_id: callId, epoch: 1, seq: 11, joined: joinedNow.slice(0, 1) });
    await pass();
    const bobs = byId("mute-participant");
    expect(mute).toBeNull();
    hub.emit("call_participant_joined", { call_session_id: callId, epoch: 1, seq: 12, joined: joinedNow.slice(1) });
    await pass();
    expect(document.querySelectorAll('[data-testid="mute-participant"]')).toHaveLength(2);
    expect(byId("mute-participant")).toBe(bobs);
  });

  test("creates a room with the members named, empty names left out", async () => {
    hub.on("create_room", () => room({ room_id: "room2" }));
    fill("create-room-name", "Team");
    fill("create-room-members", " bob, ,carol ");
    submit("create-room-name");
    await pass();
    expect(hub.made("create_room")).toMatchObject([{ room_name: "Team", members: ["bob", "carol"] }]);
  });

  test.each(["", " , ", "alice", " alice ,"])("creates no room for nobody else (%j), and says what is missing", async (members) => {
    fill("create-room-name", "Team");
    fill("create-room-members", members);
    submit("create-room-name");
    await pass();
    expect(hub.made("create_room")).toEqual([]);
    expect(text("create-room-error")).toBe(strings.roomNeedsMembers);
    hub.on("create_room", () => room({ room_id: "room2" }));
    fill("create-room-members", "bob");
    submit("create-room-name");
    await pass();
    expect(hub.made("create_room")).toMatchObject([{ members: ["bob"] }]);
    expect(text("create-room-error")).toBe("");
  });

  test("shows the messages of a room when the service, which was not there, is there again", async () => {
    hub.refuse("get_messages", "unavailable");
    await openRoom();
    expect(text("messages")).toBe(strings.loading);
    expect(byId("notice")).toBeNull();
    hub.on("get_messages", () => ({ messages: [message(1), message(2)] }));
    await pass(5_000);
    expect(document.querySelectorAll('[data-testid="message"]')).toHaveLength(2);
  });

  test("tells the service what was read, once it can take that", async () => {
    hub.refuse("mark_read", "unavailable");
    await openRoom();
    await pass(3_000);
    hub.on("mark_read", () => ({}));
    await pass(10_000);
    const before = hub.made("mark_read").length;
    expect(hub.made("mark_read").at(-1)).toMatchObject({ room_id: "room1", seq: 2 });
    await pass(60_000);
    expect(hub.made("mark_read")).toHaveLength(before);
    expect(byId("notice")).toBeNull();
  });

  test("shows the call from the click on, and its state", async () => {
    await openRoom();
    click("audio-call");
    await pass();
    expect(isShown("call-view")).toBe(true);
    expect(text("call-state")).toBe(strings.phase.ringing);
    expect(text("call-timer")).toBe("");
    click("end-call");
    await pass();
    expect(isShown("call-view")).toBe(false);
    expect(hub.made("leave_call")).toHaveLength(1);
  });

  test("helps instead of calling when the microphone is blocked", async () => {
    await openRoom();
    refusal = new DOMException("", "NotAllowedError");
    click("audio-call");
    await pass();
    expect(isShown("help")).toBe(true);
    expect(text("help-text")).toBe(strings.mediaProblem.blocked);
    expect(hub.made("initiate_call")).toEqual([]);
    click("help-close");
    expect(isShown("help")).toBe(false);
  });

  test.each([
    ["rejected", "Rejected", strings.endReason.rejected],
    ["no_answer", "Missed", strings.endReason.no_answer],
    ["cancelled", "Cancelled", strings.endReason.cancelled],
  ] as const)("says that the call was %s", async (end_reason, call_status, says) => {
    await openRoom();
    click("audio-call");
    await pass();
    hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 11, end_reason, total_duration: 0, call_status });
    await pass();
    expect(text("notice")).toContain(says);
    expect(isShown("call-view")).toBe(false);
  });

  test("shows a ring until it stops, and what it is", async () => {
    ring();
    await pass();
    expect(isShown("incoming-call")).toBe(true);
    expect(text("incoming-type")).toBe(strings.incomingVideo);
    hub.emit("call_ring_stopped", { call_session_id: callId, epoch: 1, seq: 0, reason: "cancelled" });
    await pass();
    expect(isShown("incoming-call")).toBe(false);
  });

  test("shows a ring during a call, too, and says what accepting it means", async () => {
    await openRoom();
    click("audio-call");
    await pass();
    ring("c2");
    await pass();
    expect(isShown("incoming-call")).toBe(true);
    expect(isShown("incoming-busy")).toBe(true);
    click("incoming-decline");
    await pass();
    expect(hub.made("reject_call")).toMatchObject([{ call_session_id: "c2", reason: "busy" }]);
    expect(isShown("call-view")).toBe(true);
  });

  test("says how a call has ended that was over when its ring was accepted", async () => {
    ring();
    await pass();
    hub.refuse("join_call", "call_ended", { end_reason: "cancelled" });
    click("incoming-accept");
    await pass();
    expect([...document.querySelectorAll('[data-kind="error"]')].map((n) => n.textContent)).toEqual([strings.endReason.cancelled]);
    expect(isShown("call-view")).toBe(false);
  });

  test("offers to join the room's live call, but not one that rings or that it is in", async () => {
    hub.on("get_active_call", () => callView());
    await openRoom();
    expect(isShown("join-call")).toBe(true);
    ring();
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

  test("says what became of a call, and calls again", async () => {
    await openRoom();
    click("audio-call");
    await pass();
    hub.emit("call_ended", { call_session_id: callId, epoch: 1, seq: 11, end_reason: "no_answer", total_duration: 0, call_status: "Missed" });
    await pass();
    expect(byId("call-summary")?.dataset["outcome"]).toBe("no_answer");
    expect(text("summary-text")).toBe(strings.outcome.no_answer);
    click("summary-close");
    await pass();
    expect(isShown("call-summary")).toBe(false);
  });

  test("asks before it ends the call for all", async () => {
    await openRoom();
    click("audio-call");
    await pass();
    click("end-for-all");
    click("confirm-no");
    await pass();
    expect(hub.made("end_call")).toEqual([]);
    click("end-for-all");
    click("confirm-yes");
    await pass();
    expect(hub.made("end_call")).toMatchObject([{ call_session_id: callId }]);
  });

  test("gives the focus to a ring, declines by Escape, and gives the focus back", async () => {
    await openRoom();
    byId("message-input")?.focus();
    ring();
    await pass();
    expect(byId("incoming-call")?.contains(document.activeElement)).toBe(true);
    expect(document.title).toContain(evil);
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await pass();
    expect(hub.made("reject_call")).toMatchObject([{ call_session_id: callId, reason: "declined" }]);
    expect(document.activeElement).toBe(byId("message-input"));
    expect(document.title).toBe(strings.brand);
  });

  test("counts lines of the chat that were not seen", async () => {
    await openRoom();
    ring();
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
    await openRoom();
    click("audio-call");
    await pass();
    changeLanguage("de");
    await pass();
    expect(text("call-state")).toBe("Es klingelt…");
    expect(document.documentElement.lang).toBe("de");
    expect(byId("toggle-microphone")?.getAttribute("aria-label")).toBe("Mikrofon");
    changeLanguage("en");
  });

  test("says when the service is out of reach", async () => {
    hub.refusing = true;
    hub.live.break();
    await pass();
    expect(text("connection-status")).toBe(strings.linkStatus.reconnecting);
  });
});
