import type { CallEvent, CallEventName, ServiceEvents } from "../../src/protocol/events";
import type { CallView, MessageView, ParticipantView, RoomView, SeqState } from "../../src/protocol/views";
import type { ParticipantStatus } from "../../src/protocol/words";

export const callId = "01CALL";

export function participant(user: string, status: ParticipantStatus = "Joined", more: Partial<ParticipantView> = {}): ParticipantView {
  const flags = { muted: false, camera_on: false, screen_sharing: false, hand_raised: false };
  return { user, status, role: user === "alice" ? "host" : "participant", ...flags, ...more };
}

export function callView(more: Partial<CallView> = {}): CallView {
  return {
    call_session_id: callId,
    room_id: "room1",
    call_type: "Audio",
    call_status: "Connected",
    initiated_by: "alice",
    creation: "2026-01-01T00:00:00Z",
    topology: "mesh",
    total_duration: 0,
    epoch: 1,
    seq: 10,
    participants: [participant("alice"), participant("bob")],
    ...more,
  };
}

export const at = (epoch: number, seq: number, signal_seq = 0): SeqState => ({ epoch, seq, signal_seq });

/** An event of the call with its place; `n` is `seq`, or `signal_seq` for a signal. */
export function event<N extends CallEventName>(
  name: N,
  n: number,
  fields: Omit<ServiceEvents[N], "call_session_id" | "epoch" | "seq" | "signal_seq">,
  epoch = 1,
): CallEvent {
  const number = name === "webrtc_signal" ? { signal_seq: n } : { seq: n };
  return { event: name, data: { call_session_id: callId, epoch, ...number, ...fields } } as unknown as CallEvent;
}

export const joined = (n: number, user: string, epoch = 1): CallEvent =>
  event("call_participant_joined", n, { joined: [participant(user)] }, epoch);

export const left = (n: number, user: string, reason: "left" | "removed" | "connection_lost" | "taken_over" = "left", epoch = 1): CallEvent =>
  event("call_participant_left", n, { left: [{ user, reason }] }, epoch);

export const signal = (n: number, from_user = "bob", epoch = 1): CallEvent =>
  event("webrtc_signal", n, { from_user, signal_type: "custom", signal_data: { n } }, epoch);

export const ended = (n: number, epoch = 1): CallEvent =>
  event("call_ended", n, { end_reason: "completed", total_duration: 61, call_status: "Ended" }, epoch);

export function room(more: Partial<RoomView> = {}): RoomView {
  return {
    room_id: "room1",
    room_name: "Team",
    room_type: "Group",
    owner: "alice",
    members: [
      { user: "alice", role: "owner" },
      { user: "bob", role: "member" },
    ],
    creation: "2026-01-01T00:00:00Z",
    active_call_session_id: null,
    last_message_seq: 0,
    read_seq: 0,
    ...more,
  };
}

export const message = (seq: number, more: Partial<MessageView> = {}): MessageView => ({
  message_id: `m${seq}`,
  room_id: "room1",
  seq,
  sender: "bob",
  content: `text ${seq}`,
  creation: "2026-01-01T00:00:00Z",
  ...more,
});
