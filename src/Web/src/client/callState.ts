import type { CallEnded, CallEvent, WebrtcSignal } from "../protocol/events";
import type { JoinedCall, ResumedCall } from "../protocol/operations";
import type { CallView, ParticipantView, SeqState } from "../protocol/views";
import type { ErrorCode } from "../protocol/errors";
import type { EndReason } from "../protocol/words";
import type { RosterReading } from "./roster";

/**
 * Where this page sits in a call:
 *
 *   ringing ──join──▶ joining ──answer──▶ joined ──gap, epoch, new connection──▶ resuming
 *                        ▲                   ▲                                      │
 *                        │                   └────────── replay or snapshot ────────┤
 *                        └───────────────────────── the seat was given up ──────────┘
 *   any ──▶ gone   (left, removed, taken over, refused, ended; final)
 *
 * Only a joined page may hold the service to contiguous numbers.
 */
export type Seat = "ringing" | "joining" | "joined" | "resuming" | "gone";

/** Why the page is out of the call. */
export type Departure =
  | { why: "ended"; reason: EndReason; endedBy: string | null; totalDuration: number }
  | { why: "left" | "removed" | "taken_over" }
  | { why: "refused"; code: ErrorCode };

export interface CallState {
  readonly me: string;
  readonly seat: Seat;
  readonly view: CallView;
  /** Known while joined or resuming. */
  readonly position: SeqState | null;
  /** Events that came while joining or resuming, in order of arrival; judged when the answer is here. */
  readonly held: readonly CallEvent[];
  /** The rest of a large call's people is being read; null when nothing is missing. */
  readonly reading: RosterReading | null;
  readonly departure: Departure | null;
}

/** What the service has of this user's devices. */
export type OwnFlags = Pick<ParticipantView, "muted" | "camera_on" | "screen_sharing" | "hand_raised">;

/** This user's flags in something that has them, or some of them. A field that is missing or null says nothing. */
export function flagsIn({ muted, camera_on, screen_sharing, hand_raised }: { [K in keyof OwnFlags]?: boolean | null }): Partial<OwnFlags> {
  const flags = { muted, camera_on, screen_sharing, hand_raised };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value != null)) as Partial<OwnFlags>;
}

export type CallInput =
  | { input: "event"; event: CallEvent }
  | { input: "join_started" }
  | { input: "join_answered"; answer: JoinedCall }
  | { input: "join_refused"; code: ErrorCode; reason: EndReason | null }
  | { input: "connection_restored" }
  | { input: "roster_page"; participants: readonly ParticipantView[]; last: boolean }
  | { input: "resume_answered"; answer: ResumedCall }
  /** `takenOver`: the seat is another device's, which came in while this page was away. */
  | { input: "resume_refused"; code: ErrorCode; reason: EndReason | null; takenOver: boolean };

/** What the reducer asks its surroundings to do, in order. */
export type CallEffect =
  | { effect: "join" }
  | { effect: "resume"; position: SeqState }
  /** The view lacks people of a large call. */
  | { effect: "read_roster" }
  | { effect: "signal"; signal: WebrtcSignal }
  /** Signals may be lost on both sides: negotiate every pair anew. `forgotten`: the service has lost its memory of the call. */
  | { effect: "renegotiate"; own: OwnFlags | null; forgotten: boolean }
  /** This page has (again) a seat of its own: the others know nothing of it yet. */
  | { effect: "seated"; own: OwnFlags | null }
  | { effect: "peer_joined"; participant: ParticipantView }
  | { effect: "peer_left"; user: string; reason: string }
  | { effect: "peer_rejected"; user: string; reason: string }
  /** Flags of this user are others now at the service: by this page's own doing, or by the host's. */
  | { effect: "own_flags"; change: Partial<OwnFlags> }
  | { effect: "departed"; departure: Departure };

export interface CallStep {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}

/** More than this in wait means that the answer will be a snapshot anyway. */
export const heldLimit = 2048;

export function ringingState(me: string, view: CallView): CallState {
  return { me, seat: "ringing", view, position: null, held: [], reading: null, departure: null };
}

export function endedDeparture(data: Pick<CallEnded, "end_reason" | "ended_by" | "total_duration">): Departure {
  return { why: "ended", reason: data.end_reason, endedBy: data.ended_by ?? null, totalDuration: data.total_duration };
}
