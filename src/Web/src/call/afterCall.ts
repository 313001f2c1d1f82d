import type { CallState, Departure } from "../client/callState";
import type { ParticipantView } from "../protocol/views";
import type { CallType, EndReason } from "../protocol/words";

/**
 * How a call went for this user. Up to `completed` it never came to a talk; `left` and what follows it are this page's
 * own departure, where the call may go on.
 */
export type CallOutcome =
  | "no_answer"
  | "declined"
  | "busy"
  | "cancelled"
  | "completed"
  | "host_ended"
  | "connection_lost"
  | "max_duration"
  | "operator"
  | "left"
  | "removed"
  | "taken_over"
  | "refused";

/** What there is to say about the call that this page was in last. */
export interface AfterCall {
  readonly callId: string;
  readonly roomId: string;
  readonly callType: CallType;
  readonly outcome: CallOutcome;
  /** Who ended it for everybody, when somebody did. */
  readonly endedBy: string | null;
  /** Seconds that the user was in the connected call; 0 when nobody answered. */
  readonly durationSeconds: number;
  /** The call lives on and has room for this user: `CallDesk.rejoin()`. */
  readonly canRejoin: boolean;
  readonly participants: readonly ParticipantView[];
}

/** What a departure comes to. `refusals`: reasons of those who declined, by user. */
export function afterCall(state: CallState, departure: Departure, refusals: ReadonlyMap<string, string>, nowMs: number): AfterCall {
  const { view } = state;
  return {
    callId: view.call_session_id,
    roomId: view.room_id,
    callType: view.call_type,
    outcome: outcomeOf(state, departure, refusals),
    endedBy: departure.why === "ended" ? departure.endedBy : null,
    durationSeconds: durationOf(state, departure, nowMs),
    canRejoin: (departure.why === "left" || departure.why === "taken_over") && view.call_status === "Connected",
    participants: view.participants,
  };
}

/** The call has ended after this page had left it: there is nothing to go back to. */
export function afterEnd(after: AfterCall, end: { end_reason: EndReason; ended_by?: string | null }): AfterCall {
  return { ...after, canRejoin: false, endedBy: end.ended_by ?? after.endedBy };
}

function outcomeOf(state: CallState, departure: Departure, refusals: ReadonlyMap<string, string>): CallOutcome {
  const { call_status } = state.view;
  if (departure.why === "left" && (call_status === "Initiated" || call_status === "Ringing")) return "cancelled";
  if (departure.why !== "ended") return departure.why;
  return departure.reason === "rejected" ? refusedBy(refusals) : departure.reason;
}

/** Busy when all who refused were: "declined" is the stronger word. */
function refusedBy(refusals: ReadonlyMap<string, string>): CallOutcome {
  const reasons = [...refusals.values()];
  return reasons.length > 0 && reasons.every((reason) => reason === "busy") ? "busy" : "declined";
}

function durationOf({ view }: CallState, departure: Departure, nowMs: number): number {
  if (departure.why === "ended") return departure.totalDuration;
  return view.connected_at ? Math.max(0, Math.round((nowMs - Date.parse(view.connected_at)) / 1_000)) : 0;
}
