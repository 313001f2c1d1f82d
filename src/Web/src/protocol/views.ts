import type {
  CallStatus,
  CallType,
  ChatStatus,
  EndReason,
  MediaRole,
  ParticipantRole,
  ParticipantStatus,
  RoomRole,
  RoomType,
  Topology,
} from "./words";

/** One person of a call. Times are ISO 8601 UTC. */
export interface ParticipantView {
  user: string;
  full_name?: string | null;
  status: ParticipantStatus;
  role: ParticipantRole;
  muted: boolean;
  camera_on: boolean;
  screen_sharing: boolean;
  hand_raised: boolean;
  /** Missing: a publisher. */
  media_role?: MediaRole | null;
  /** Of a call with a media server: the publication that is there now, a whole number; missing or 0: none. Another number is another one. */
  feed?: number | null;
  joined_at?: string | null;
  left_at?: string | null;
}

/**
 * The media server of a call. `generation` only grows: a new one means that all feeds and subscriptions are gone.
 * `available` false: there is none now, and news of the call will tell when there is.
 */
export interface SfuView {
  generation: number;
  available: boolean;
}

/** What a signal to or from the media server is about. `session` names one RTCPeerConnection; newer ones are greater. */
export interface StreamView {
  publisher: string;
  direction: "publish" | "subscribe";
  session: number;
}

/** A call as its people see it. `total_duration` in whole seconds; `seq` counts broadcast events per `epoch`. */
export interface CallView {
  call_session_id: string;
  room_id: string;
  call_type: CallType;
  call_status: CallStatus;
  initiated_by: string;
  creation: string;
  connected_at?: string | null;
  ended_at?: string | null;
  ring_expires_at?: string | null;
  end_reason?: EndReason | null;
  topology: Topology;
  /** Present while `topology` is `sfu`. */
  sfu?: SfuView | null;
  /** Whoever talks, or talked last, first. */
  active_speakers?: string[] | null;
  total_duration: number;
  epoch: number;
  seq: number;
  participants: ParticipantView[];
  /** Present when the view carries only the first 200 participants. */
  participants_total?: number;
  /** The call's trace (W3C Trace Context), if the service traces it. */
  traceparent?: string;
}

/** A finished or running call in the history of a room. */
export interface CallSummary {
  call_session_id: string;
  room_id: string;
  call_type: CallType;
  call_status: CallStatus;
  initiated_by: string;
  creation: string;
  connected_at?: string | null;
  ended_at?: string | null;
  end_reason?: EndReason | null;
  total_duration: number;
  participants: Pick<ParticipantView, "user" | "full_name" | "status" | "joined_at" | "left_at">[];
}

export interface RoomMemberView {
  user: string;
  full_name?: string | null;
  role: RoomRole;
}

/** A room as the caller sees it; `read_seq` is the caller's own. */
export interface RoomView {
  room_id: string;
  room_name?: string | null;
  room_type: RoomType;
  owner: string;
  members: RoomMemberView[];
  creation: string;
  active_call_session_id?: string | null;
  last_message_seq: number;
  read_seq: number;
}

/** `seq` is contiguous per room from 1. */
export interface MessageView {
  message_id: string;
  room_id: string;
  seq: number;
  sender: string;
  content: string;
  creation: string;
  client_message_id?: string | null;
}

export interface OnlineUserView {
  user: string;
  full_name?: string | null;
  chat_status: ChatStatus;
  last_activity: string;
  in_call: boolean;
}

/** Where a participant stands in the two numbered streams of one call. */
export interface SeqState {
  epoch: number;
  seq: number;
  signal_seq: number;
}

export interface IceServerView {
  urls: string | string[];
  username?: string | null;
  credential?: string | null;
  /** For how many seconds from the answer on name and credential hold; without it, without an end. */
  ttl?: number | null;
}

/** Where ICE may look for a way. */
export interface IceAnswer {
  /** Best first. */
  ice_servers: readonly IceServerView[];
  /** `relay`: through TURN servers only. */
  ice_transport_policy?: string | null;
}
