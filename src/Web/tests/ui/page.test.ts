// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { strings } from "../../src/strings";
import { byId, click, fill, submit, text } from "../support/elements";
import { evil, pass, SignedInPage } from "../support/signedInPage";
import { callId, message, participant, room } from "../support/views";

let page: SignedInPage;

beforeEach(async () => {
  page = await SignedInPage.open();
});

afterEach(() => page.close());

describe("rooms and messages on the page", () => {
  test("shows rooms, counts what is unread, and reads it when the room is opened", async () => {
    expect(text("room-unread")).toBe("2");
    await page.openRoom();
    expect([...document.querySelectorAll('[data-testid="message"]')].map((m) => m.getAttribute("data-seq"))).toEqual(["1", "2"]);
    expect(page.hub.made("mark_read")).toMatchObject([{ room_id: "room1", seq: 2 }]);
    expect(byId("room-unread")).toBeNull();
  });

  test("shows what people write as text, never as markup", async () => {
    await page.openRoom();
    page.ring();
    await pass();
    expect(document.querySelectorAll("img")).toHaveLength(0);
    expect(text("room-title")).toBe(evil);
    expect(text("incoming-from")).toContain(evil);
  });

  test("shows who is online", async () => {
    await page.openRoom();
    const status = (user: string): string | null | undefined => document.querySelector(`[data-testid="member"][data-user="${user}"]`)?.getAttribute("data-status");
    expect(status("bob")).toBe("Online");
    page.hub.emit("presence_changed", { changes: [{ user: "bob", chat_status: "Away", in_call: true, last_activity: "" }] });
    await pass();
    expect(status("bob")).toBe("Away");
  });

  test("sends a message once, and gives the text back when it was refused", async () => {
    await page.openRoom();
    page.hub.on("send_message", () => ({ message_id: "m3", seq: 3, creation: "2026-01-01T00:00:00Z" }));
    fill("message-input", "  hello ");
    submit("message-input");
    submit("message-input");
    await pass();
    expect(page.hub.made("send_message")).toMatchObject([{ content: "hello" }]);
    page.hub.refuse("send_message", "payload_too_large");
    fill("message-input", "long");
    submit("message-input");
    await pass();
    expect((byId("message-input") as HTMLInputElement).value).toBe("long");
    expect(text("notice")).toContain(strings.refusal.payload_too_large);
  });

  test("keeps the element of a room, and the order, while other things change: a press on it is not lost", async () => {
    page.hub.emit("room_updated", room({ room_id: "room2", room_name: "Second" }));
    await pass();
    const [second, first] = document.querySelectorAll('[data-testid="room-item"]');
    page.hub.emit("message_created", message(1, { room_id: "room2" }));
    page.hub.emit("presence_changed", { changes: [{ user: "bob", chat_status: "Away", in_call: false, last_activity: "" }] });
    await pass();
    const [redrawn, same] = document.querySelectorAll('[data-testid="room-item"]');
    expect(same).toBe(first);
    expect(redrawn).not.toBe(second);
    expect(redrawn?.textContent).toContain("Second1");
  });

  test("keeps the buttons of a participant while other participants change", async () => {
    await page.openRoom();
    click("audio-call");
    await pass();
    const mute = byId("mute-participant");
    const joinedNow = [participant("bob"), participant("carol")];
    page.hub.emit("call_participant_joined", { call_session_id: callId, epoch: 1, seq: 11, joined: joinedNow.slice(0, 1) });
    await pass();
    const bobs = byId("mute-participant");
    expect(mute).toBeNull();
    page.hub.emit("call_participant_joined", { call_session_id: callId, epoch: 1, seq: 12, joined: joinedNow.slice(1) });
    await pass();
    expect(document.querySelectorAll('[data-testid="mute-participant"]')).toHaveLength(2);
    expect(byId("mute-participant")).toBe(bobs);
  });

  test("creates a room with the members named, empty names left out", async () => {
    page.hub.on("create_room", () => room({ room_id: "room2" }));
    fill("create-room-name", "Team");
    fill("create-room-members", " bob, ,carol ");
    submit("create-room-name");
    await pass();
    expect(page.hub.made("create_room")).toMatchObject([{ room_name: "Team", members: ["bob", "carol"] }]);
  });

  test.each(["", " , ", "alice", " alice ,"])("creates no room for nobody else (%j), and says what is missing", async (members) => {
    fill("create-room-name", "Team");
    fill("create-room-members", members);
    submit("create-room-name");
    await pass();
    expect(page.hub.made("create_room")).toEqual([]);
    expect(text("create-room-error")).toBe(strings.roomNeedsMembers);
    page.hub.on("create_room", () => room({ room_id: "room2" }));
    fill("create-room-members", "bob");
    submit("create-room-name");
    await pass();
    expect(page.hub.made("create_room")).toMatchObject([{ members: ["bob"] }]);
    expect(text("create-room-error")).toBe("");
  });

  test.each([
    ["bob smith", "bob smith"],
    ["@bob, carol, a/b", "@bob and a/b"],
  ])("says in the form which of %j is no user id, and asks nobody", async (members, wrong) => {
    fill("create-room-members", members);
    submit("create-room-name");
    await pass();
    expect(text("create-room-error")).toBe(strings.roomBadMembers(wrong));
    expect(byId("create-room-members")?.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(byId("create-room-members"));
    expect(page.hub.made("create_room")).toEqual([]);
    expect(byId("notice")).toBeNull();
  });

  test.each([
    ["invalid_argument", strings.roomRefused],
    ["unavailable", strings.refusal.unavailable],
  ] as const)("says in the form that the service refused a room as %s", async (code, says) => {
    page.hub.refuse("create_room", code);
    fill("create-room-members", "bob");
    submit("create-room-name");
    await pass(60_000);
    expect(text("create-room-error")).toBe(says);
    expect(byId("notice")).toBeNull();
  });

  test("calls the user by the display name, and has the id at hand", () => {
    expect([text("me"), byId("me")?.title]).toEqual(["Alice", "alice"]);
  });

  test("has the whole of a long name where only its beginning fits", async () => {
    const long = "a very long name ".repeat(8).trim();
    page.hub.emit("room_updated", room({ room_name: long }));
    await pass();
    await page.openRoom();
    expect([byId("room-item")?.title, byId("room-title")?.title]).toEqual([long, long]);
  });

  test("goes back from the room to the rooms, and reads nothing there meanwhile", async () => {
    await page.openRoom();
    expect(byId("app-shell")?.dataset["view"]).toBe("room");
    const read = page.hub.made("mark_read").length;
    click("room-back");
    page.hub.emit("message_created", message(3));
    await pass();
    expect(byId("app-shell")?.dataset["view"]).toBe("rooms");
    expect(page.hub.made("mark_read")).toHaveLength(read);
    expect(text("room-unread")).toBe("1");
  });

  test("shows the messages of a room when the service, which was not there, is there again", async () => {
    page.hub.refuse("get_messages", "unavailable");
    await page.openRoom();
    expect(text("messages")).toBe(strings.loading);
    expect(byId("notice")).toBeNull();
    page.hub.on("get_messages", () => ({ messages: [message(1), message(2)] }));
    await pass(5_000);
    expect(document.querySelectorAll('[data-testid="message"]')).toHaveLength(2);
  });

  test("tells the service what was read, once it can take that", async () => {
    page.hub.refuse("mark_read", "unavailable");
    await page.openRoom();
    await pass(3_000);
    page.hub.on("mark_read", () => ({}));
    await pass(10_000);
    const before = page.hub.made("mark_read").length;
    expect(page.hub.made("mark_read").at(-1)).toMatchObject({ room_id: "room1", seq: 2 });
    await pass(60_000);
    expect(page.hub.made("mark_read")).toHaveLength(before);
    expect(byId("notice")).toBeNull();
  });
});
