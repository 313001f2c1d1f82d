import type { CallView, MessageView, OnlineUserView, ParticipantView, RoomView, StreamView } from "./views";
import type { CallStatus, EndReason, LeaveReason, MediaRole, ParticipantStatus, RingStopReason, SignalType } from "./words";

/** What every event of a call carries. */
export interface InCall {
  call_session_id: string;
  epoch: number;
}

/** A broadcast event: `seq` is contiguous per call and epoch for joined participants. */
export interface Numbered extends InCall {
  seq: number;
}

export interface CallInitiated extends Numbered {
  call: CallView;
  initiated_by: string;
  ring_expires_at: string;
}

export interface CallParticipantJoined extends Numbered {
  joined: ParticipantView[];
}

export interface CallParticipantLeft extends Numbered {
  left: { user: string; reason: LeaveReason }[];
}

export interface CallRejected extends Numbered {
  user: string;
  reason: string;
}

export interface CallEnded extends Numbered {
  end_reason: EndReason;
  ended_by?: string | null;
  total_duration: number;
  call_status: CallStatus;
}

/** `signal_seq` is contiguous per receiving participant and epoch; `signal_data` is exactly what the sender gave. */
export interface WebrtcSignal extends InCall {
  from_user: string;
  signal_type: SignalType;
  signal_data: unknown;
  signal_seq: number;
  /** Of the media server's signals. */
  stream?: StreamView | null;
}

export interface CallUpdated extends Numbered, Partial<Omit<CallView, keyof Numbered | "participants">> {}

export interface ParticipantChange {
  user: string;
  muted?: boolean | null;
  camera_on?: boolean | null;
  screen_sharing?: boolean | null;
  hand_raised?: boolean | null;
  status?: ParticipantStatus | null;
  media_role?: MediaRole | null;
  /** 0: publishes nothing any more. */
  feed?: number | null;
}

export interface CallParticipantUpdated extends Numbered {
  updated: ParticipantChange[];
}

export interface CallRingStopped extends Numbered {
  reason: RingStopReason;
}

export interface PresenceChanged {
  changes: Pick<OnlineUserView, "user" | "chat_status" | "in_call" | "last_activity">[];
}

export interface ServerDraining {
  reconnect_within_ms: number;
}

/** Every event of the service by its name on the hub. */
export interface ServiceEvents {
  call_initiated: CallInitiated;
  call_participant_joined: CallParticipantJoined;
  call_participant_left: CallParticipantLeft;
  call_rejected: CallRejected;
  call_ended: CallEnded;
  webrtc_signal: WebrtcSignal;
  call_updated: CallUpdated;
  call_participant_updated: CallParticipantUpdated;
  call_ring_stopped: CallRingStopped;
  presence_changed: PresenceChanged;
  message_created: MessageView;
  room_updated: RoomView;
  server_draining: ServerDraining;
}

export type ServiceEventName = keyof ServiceEvents;

/** One event with its name, as a replay holds it. */
export type ServiceEvent<N extends ServiceEventName = ServiceEventName> = {
  [K in N]: { event: K; data: ServiceEvents[K] };
}[N];

/** The events of a call that go to its participants, signals included. */
export type CallEventName =
  | "call_participant_joined"
  | "call_participant_left"
  | "call_rejected"
  | "call_ended"
  | "webrtc_signal"
  | "call_updated"
  | "call_participant_updated";

export type CallEvent = ServiceEvent<CallEventName>;

/** Keyed by name so that a new event cannot be forgotten here. */
const names: Record<ServiceEventName, true> = {
  call_initiated: true,
  call_participant_joined: true,
  call_participant_left: true,
  call_rejected: true,
  call_ended: true,
  webrtc_signal: true,
  call_updated: true,
  call_participant_updated: true,
  call_ring_stopped: true,
  presence_changed: true,
  message_created: true,
  room_updated: true,
  server_draining: true,
};

export const serviceEventNames = Object.keys(names) as ServiceEventName[];
