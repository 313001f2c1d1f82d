import type { MessageView, OnlineUserView, RoomView } from "../protocol/views";
import type { CallType } from "../protocol/words";
import { learnNames, withNames, type DisplayNames } from "./displayNames";

/** What is known of somebody's presence. */
export type Presence = Pick<OnlineUserView, "chat_status" | "in_call">;

export interface RoomsState {
  /** Whether the service has told the rooms at all; before that, no rooms means nothing. */
  readonly isLoaded: boolean;
  readonly rooms: readonly RoomView[];
  /** Newest last; only of rooms that were opened. */
  readonly messages: ReadonlyMap<string, readonly MessageView[]>;
  readonly presence: ReadonlyMap<string, Presence>;
  /** Of people whose presence was asked for. */
  readonly names: DisplayNames;
  /** The type of a room's live call, by call id, when it is known. */
  readonly callTypes: ReadonlyMap<string, CallType>;
  /** Live calls that the user was removed from, by call id: there is no way back into them. */
  readonly barred: ReadonlySet<string>;
}

export const noRooms: RoomsState = {
  isLoaded: false,
  rooms: [],
  messages: new Map(),
  presence: new Map(),
  names: new Map(),
  callTypes: new Map(),
  barred: new Set(),
};

export type RoomsInput =
  | { input: "rooms"; rooms: readonly RoomView[] }
  | { input: "room"; room: RoomView; me: string }
  | { input: "history"; roomId: string; messages: readonly MessageView[] }
  | { input: "message"; message: MessageView }
  | { input: "read"; roomId: string; seq: number }
  | { input: "presence"; changes: readonly (Presence & Pick<OnlineUserView, "user" | "full_name">)[] }
  | { input: "call_live"; roomId: string; callId: string; callType: CallType }
  | { input: "barred"; callId: string }
  | { input: "call_over"; callId: string };

/** More messages of one room than a person scrolls through; older ones are asked for again. */
const messageLimit = 1_000;

/** Rooms, messages and presence after one piece of news. Pure. */
export function reduceRooms(state: RoomsState, input: RoomsInput): RoomsState {
  switch (input.input) {
    case "rooms":
      return { ...state, isLoaded: true, rooms: input.rooms.map((room) => withNames(room, state.names)) };
    case "room":
      return { ...state, rooms: putRoom(state.rooms, withNames(input.room, state.names), input.me) };
    case "history":
      return { ...state, messages: merge(state.messages, input.roomId, input.messages) };
    case "message":
      return onMessage(state, input.message);
    case "read":
      return { ...state, rooms: patch(state.rooms, input.roomId, (r) => ({ read_seq: Math.max(r.read_seq, input.seq) })) };
    case "presence":
      return onPresence(state, input.changes);
    case "call_live":
      return {
        ...state,
        rooms: patch(state.rooms, input.roomId, () => ({ active_call_session_id: input.callId })),
        callTypes: new Map([...state.callTypes, [input.callId, input.callType]]),
      };
    case "barred":
      return { ...state, barred: new Set([...state.barred, input.callId]) };
    case "call_over":
      return callOver(state, input.callId);
  }
}

function onPresence(state: RoomsState, changes: readonly (Presence & { user: string })[]): RoomsState {
  const presence = new Map([...state.presence, ...changes.map((c) => [c.user, c] as const)]);
  const names = learnNames(state.names, changes);
  const rooms = names === state.names ? state.rooms : state.rooms.map((room) => withNames(room, names));
  return { ...state, presence, names, rooms };
}

function patch(rooms: readonly RoomView[], id: string, change: (room: RoomView) => Partial<RoomView>): RoomView[] {
  return rooms.map((room) => (room.room_id === id ? { ...room, ...change(room) } : room));
}

/** A room as news carries no `read_seq` of the receiver; and somebody who is no longer a member loses it. */
function putRoom(rooms: readonly RoomView[], room: RoomView, me: string): RoomView[] {
  const known = rooms.find((r) => r.room_id === room.room_id);
  const others = rooms.filter((r) => r.room_id !== room.room_id);
  if (!room.members.some((m) => m.user === me)) return others;
  const whole = { ...known, ...room, read_seq: room.read_seq ?? known?.read_seq ?? 0 };
  return known ? patch(rooms, room.room_id, () => whole) : [whole, ...rooms];
}

function onMessage(state: RoomsState, message: MessageView): RoomsState {
  const { room_id, seq } = message;
  const rooms = patch(state.rooms, room_id, (r) => ({ last_message_seq: Math.max(r.last_message_seq, seq) }));
  const opened = state.messages.has(room_id);
  return { ...state, rooms, messages: opened ? merge(state.messages, room_id, [message]) : state.messages };
}

function merge(
  all: RoomsState["messages"],
  roomId: string,
  more: readonly MessageView[],
): ReadonlyMap<string, readonly MessageView[]> {
  const bySeq = new Map([...(all.get(roomId) ?? []), ...more].map((m) => [m.seq, m] as const));
  const ordered = [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-messageLimit);
  return new Map([...all, [roomId, ordered]]);
}

function callOver(state: RoomsState, callId: string): RoomsState {
  const rooms = state.rooms.map((r) => (r.active_call_session_id === callId ? { ...r, active_call_session_id: null } : r));
  const callTypes = new Map([...state.callTypes].filter(([id]) => id !== callId));
  const barred = new Set([...state.barred].filter((id) => id !== callId));
  return { ...state, rooms, callTypes, barred };
}
