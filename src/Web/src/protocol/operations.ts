import type { CallEvent } from "./events";
import type {
  CallSummary,
  CallView,
  IceAnswer,
  MessageView,
  OnlineUserView,
  ParticipantView,
  RoomView,
  SeqState,
  StreamView,
} from "./views";
import type { CallStatus, CallType, ChosenStatus, MediaRole, RejectReason, RoomType, SignalType, VideoLayer } from "./words";

type Nothing = Record<string, never>;

interface Op<Request, Data> {
  request: Request;
  data: Data;
}

interface CallRef {
  call_session_id: string;
}

interface RoomRef {
  room_id: string;
}

interface Paged {
  page?: number;
  page_size?: number;
}

export interface JoinedCall extends IceAnswer {
  call: CallView;
  seq_state: SeqState;
}

/** Either what was missed, in order, or the whole call anew. */
export type ResumedCall =
  | { replay: CallEvent[]; snapshot?: undefined }
  | { replay?: undefined; snapshot: CallView; seq_state: SeqState };

export interface MediaState {
  muted?: boolean;
  camera_on?: boolean;
  screen_sharing?: boolean;
  hand_raised?: boolean;
}

/** What this device wants of one publisher. The voice always comes along. */
export interface SubscriptionView {
  publisher: string;
  /** The publication that is meant; another one is refused with `stream_not_found`. */
  feed?: number;
  video?: VideoLayer;
  screen?: boolean;
}

/** Every operation of the service: what it takes and what it answers. Both doors speak these. */
export interface Operations {
  initiate_call: Op<RoomRef & { call_type: CallType; participants?: string[] }, CallView>;
  join_call: Op<CallRef & { device_id?: string }, JoinedCall>;
  leave_call: Op<CallRef, Nothing>;
  reject_call: Op<CallRef & { reason?: RejectReason }, Nothing>;
  send_webrtc_signal: Op<
    CallRef & { signal_type: SignalType; signal_data: unknown; target_user: string; stream?: StreamView | null },
    Nothing
  >;
  get_active_call: Op<RoomRef, CallView | null>;
  get_call_history: Op<
    RoomRef & Paged,
    { calls: CallSummary[]; page: number; page_size: number; total: number }
  >;

  resume_call: Op<CallRef & SeqState & { device_id?: string }, ResumedCall>;
  update_media_state: Op<CallRef & MediaState, Nothing>;
  end_call: Op<CallRef, Nothing>;
  remove_participant: Op<CallRef & { user: string }, Nothing>;
  mute_participant: Op<CallRef & { user: string }, Nothing>;
  set_media_role: Op<CallRef & { user: string; media_role: MediaRole }, Nothing>;
  /** All that this device wants of the media server, at most 100; it replaces what was wanted before. */
  update_subscriptions: Op<CallRef & { streams: SubscriptionView[] }, Nothing>;
  get_participants: Op<
    CallRef & Paged,
    { participants: ParticipantView[]; page: number; page_size: number; total: number }
  >;
  get_ice_servers: Op<Nothing, IceAnswer>;

  report_call_stats: Op<
    CallRef & { first_media_ms?: number; round_trip_ms?: number; packet_loss_permille?: number; relayed?: boolean },
    Nothing
  >;

  update_user_status: Op<{ status: ChosenStatus }, Nothing>;
  heartbeat: Op<{ active?: boolean }, Nothing>;
  get_online_users: Op<{ room_id?: string } & Paged, { users: OnlineUserView[]; total: number }>;
  cleanup_stale_users: Op<Nothing, { removed: number }>;

  create_room: Op<{ room_name?: string; members?: string[]; room_type?: RoomType }, RoomView>;
  get_rooms: Op<Nothing, { rooms: RoomView[] }>;
  get_room: Op<RoomRef, RoomView>;
  add_room_member: Op<RoomRef & { user: string }, RoomView>;
  remove_room_member: Op<RoomRef & { user: string }, RoomView>;
  send_message: Op<
    RoomRef & { content: string; client_message_id?: string },
    { message_id: string; seq: number; creation: string }
  >;
  get_messages: Op<RoomRef & { before_seq?: number; limit?: number }, { messages: MessageView[] }>;
  mark_read: Op<RoomRef & { seq: number }, Nothing>;

  get_call_statistics: Op<
    { hours?: number },
    { hours: number; rows: { call_type: CallType; call_status: CallStatus; count: number; avg_duration: number }[] }
  >;
  get_active_calls: Op<Paged, { calls: CallView[]; page: number; page_size: number; total: number }>;
  force_end_call: Op<CallRef, Nothing>;
}

export type OperationName = keyof Operations;
export type RequestOf<N extends OperationName> = Operations[N]["request"];
export type DataOf<N extends OperationName> = Operations[N]["data"];

/** Reads: repeating one changes nothing, so it carries no `command_id`. Every other operation is a write. */
export const readOperations: ReadonlySet<OperationName> = new Set<OperationName>([
  "get_active_call",
  "get_call_history",
  "resume_call",
  "get_participants",
  "get_ice_servers",
  "get_online_users",
  "get_rooms",
  "get_room",
  "get_messages",
  "get_call_statistics",
  "get_active_calls",
]);
