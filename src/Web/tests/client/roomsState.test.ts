import { expect, test } from "vitest";
import { noRooms, reduceRooms, type RoomsInput, type RoomsState } from "../../src/client/roomsState";
import { message, room } from "../support/views";

const after = (...inputs: RoomsInput[]): RoomsState => inputs.reduce(reduceRooms, noRooms);
const rooms: RoomsInput = { input: "rooms", rooms: [room({ last_message_seq: 3, read_seq: 2 })] };
const seqs = (state: RoomsState): number[] => (state.messages.get("room1") ?? []).map((m) => m.seq);

test("messages are put in order and each once, whatever the order they come in", () => {
  const state = after(rooms, { input: "history", roomId: "room1", messages: [message(3), message(1)] }, { input: "message", message: message(4) }, { input: "message", message: message(2) }, { input: "message", message: message(4) });
  expect(seqs(state)).toEqual([1, 2, 3, 4]);
});

test("a message in a room that is not open is counted and not kept", () => {
  const state = after(rooms, { input: "message", message: message(4) });
  expect(state.rooms[0]?.last_message_seq).toBe(4);
  expect(seqs(state)).toEqual([]);
});

test("an old message does not turn the count back, nor an old reading", () => {
  const state = after(rooms, { input: "message", message: message(1) }, { input: "read", roomId: "room1", seq: 1 });
  expect(state.rooms[0]).toMatchObject({ last_message_seq: 3, read_seq: 2 });
});

test("news of a room keeps what only the user knows: how far they have read", () => {
  const { read_seq: _mine, ...news } = room({ room_name: "Renamed", last_message_seq: 3 });
  const state = after(rooms, { input: "room", room: news as never, me: "alice" });
  expect(state.rooms[0]).toMatchObject({ room_name: "Renamed", read_seq: 2 });
});

test("a new room comes first, and one the user is no longer in is gone", () => {
  const state = after(rooms, { input: "room", room: room({ room_id: "room2" }), me: "alice" });
  expect(state.rooms.map((r) => r.room_id)).toEqual(["room2", "room1"]);
  const without = room({ members: [{ user: "bob", role: "owner" }] });
  expect(reduceRooms(state, { input: "room", room: without, me: "alice" }).rooms.map((r) => r.room_id)).toEqual(["room2"]);
});

test("a call shows in its room until that call is over, not until another is", () => {
  const live = after(rooms, { input: "call_live", roomId: "room1", callId: "c1", callType: "Video" });
  expect(live.rooms[0]?.active_call_session_id).toBe("c1");
  expect(live.callTypes.get("c1")).toBe("Video");
  expect(reduceRooms(live, { input: "call_over", callId: "c0" }).rooms[0]?.active_call_session_id).toBe("c1");
  const over = reduceRooms(live, { input: "call_over", callId: "c1" });
  expect(over.rooms[0]?.active_call_session_id).toBeNull();
  expect(over.callTypes.size).toBe(0);
});

test("presence is the last that was heard of each", () => {
  const state = after(
    { input: "presence", changes: [{ user: "bob", chat_status: "Online", in_call: false }] },
    { input: "presence", changes: [{ user: "bob", chat_status: "Busy", in_call: true }] },
  );
  expect(state.presence.get("bob")).toMatchObject({ chat_status: "Busy", in_call: true });
});

test("a member without a name gets the one that the list of who is online has, in rooms that are there and that come", () => {
  const named = (state: RoomsState): unknown[] => state.rooms.map((r) => r.members.find((m) => m.user === "bob")?.full_name);
  const online: RoomsInput = { input: "presence", changes: [{ user: "bob", full_name: "Bob", chat_status: "Online", in_call: false }] };
  const state = after(rooms, online);
  expect(named(state)).toEqual(["Bob"]);
  const more = reduceRooms(state, { input: "room", room: room({ room_id: "room2" }), me: "alice" });
  expect(named(more)).toEqual(["Bob", "Bob"]);
  expect(named(reduceRooms(more, rooms))).toEqual(["Bob"]);
});

test("news of presence without a name do not take a name away", () => {
  const state = after(
    rooms,
    { input: "presence", changes: [{ user: "bob", full_name: "Bob", chat_status: "Online", in_call: false }] },
    { input: "presence", changes: [{ user: "bob", chat_status: "Offline", in_call: false }] },
  );
  expect(state.rooms[0]?.members[1]?.full_name).toBe("Bob");
});

test("messages for a room that is gone, and a reading of it, change no room", () => {
  const state = after(rooms, { input: "message", message: message(9, { room_id: "room9" }) }, { input: "read", roomId: "room9", seq: 5 });
  expect(state.rooms).toHaveLength(1);
  expect(state.rooms[0]?.last_message_seq).toBe(3);
});

test("a long history is bounded, the newest stay", () => {
  const many = Array.from({ length: 1_500 }, (_, i) => message(i + 1));
  const state = after(rooms, { input: "history", roomId: "room1", messages: many });
  expect(seqs(state)).toHaveLength(1_000);
  expect(seqs(state).at(-1)).toBe(1_500);
});
