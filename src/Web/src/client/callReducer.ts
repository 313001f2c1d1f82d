import type { CallEvent } from "../protocol/events";
import type { JoinedCall, ResumedCall } from "../protocol/operations";
import type { CallView, SeqState } from "../protocol/views";
import type { ErrorCode } from "../protocol/errors";
import type { EndReason } from "../protocol/words";
import { applyEvent } from "./applyEvent";
import { news } from "./callNews";
import { flagsIn, heldLimit, type CallEffect, type CallInput, type CallState, type CallStep, type Departure, type OwnFlags } from "./callState";
import { afterReading, withEvent, withPage, withView } from "./roster";
import { advance, judge } from "./sequence";

/** The next state of a call and what is to be done. Pure; every rule of order, loss and resuming is here. */
export function reduce(state: CallState, input: CallInput): CallStep {
  if (state.seat === "gone") return stay(state);
  switch (input.input) {
    case "event":
      return onEvent(state, input.event);
    case "join_started":
      return { state: { ...state, seat: "joining", position: null }, effects: [] };
    case "join_answered":
      return onJoined(state, input.answer);
    case "join_refused":
      return depart(state, refusal(input.code, input.reason, state.view));
    case "connection_restored":
      return onConnectionRestored(state);
    case "roster_page":
      return onPage(state, input);
    case "resume_answered":
      return onResumed(state, input.answer);
    case "resume_refused":
      return onResumeRefused(state, input);
  }
}

function stay(state: CallState): CallStep {
  return { state, effects: [] };
}

function depart(state: CallState, departure: Departure): CallStep {
  return {
    state: { ...state, seat: "gone", held: [], position: null, departure },
    effects: [{ effect: "departed", departure }],
  };
}

function refusal(code: ErrorCode, reason: EndReason | null, view: CallView): Departure {
  return code === "call_ended" && reason
    ? { why: "ended", reason, endedBy: null, totalDuration: view.total_duration }
    : { why: "refused", code };
}

function onEvent(state: CallState, event: CallEvent): CallStep {
  if (event.data.call_session_id !== state.view.call_session_id) return stay(state);
  switch (state.seat) {
    case "ringing":
      return applyUnnumbered(state, event);
    case "joining":
    case "resuming":
      return hold(state, event);
    default:
      return applyNumbered(state, event);
  }
}

/** Copies for people who are not joined: their number is not their own, so there is nothing to check. */
function applyUnnumbered(state: CallState, event: CallEvent): CallStep {
  if (event.event === "webrtc_signal") return stay(state);
  return absorb(state, event);
}

function hold(state: CallState, event: CallEvent): CallStep {
  if (state.seat === "resuming" && losesSeat(state, event)) return absorb(state, event);
  const held = [...state.held, event];
  // Dropping all of them makes a gap for certain, which resumes again.
  return stay({ ...state, held: held.length > heldLimit ? [] : held });
}

/**
 * The service has taken this page's seat: another device has it, the host has removed the user, or the page was thought
 * lost. The page gets its copy of that with the present number, not with one of its own.
 */
function losesSeat(state: CallState, event: CallEvent): boolean {
  if (event.event !== "call_participant_left" || !state.position) return false;
  const { epoch, seq, left } = event.data;
  return left.some((l) => l.user === state.me) && epoch === state.position.epoch && seq >= state.position.seq;
}

function applyNumbered(state: CallState, event: CallEvent): CallStep {
  if (!state.position) return stay(state);
  if (losesSeat(state, event)) return absorb(state, event);
  switch (judge(state.position, event)) {
    case "duplicate":
      return stay(state);
    case "resume":
      return resume(state, state.position);
    case "apply":
      return absorb({ ...state, position: advance(state.position, event) }, event);
  }
}

function absorb(before: CallState, event: CallEvent): CallStep {
  const state = before.reading ? { ...before, reading: withEvent(before.reading, event) } : before;
  const view = applyEvent(state.view, event);
  const effects = news(state, event);
  const departed = effects.find((e) => e.effect === "departed");
  if (departed) return { state: { ...state, view, seat: "gone", held: [], position: null, departure: departed.departure }, effects };
  const again = effects.some((e) => e.effect === "join");
  return { state: again ? { ...state, view, seat: "joining", position: null } : { ...state, view }, effects };
}

function resume(state: CallState, position: SeqState): CallStep {
  return { state: { ...state, seat: "resuming" }, effects: [{ effect: "resume", position }] };
}

function onConnectionRestored(state: CallState): CallStep {
  if (state.seat === "joining") return { state, effects: [{ effect: "join" }] };
  if (state.seat === "ringing" || !state.position) return stay(state);
  return resume(state, state.position);
}

function onJoined(state: CallState, answer: JoinedCall): CallStep {
  if (state.seat !== "joining") return stay(state);
  const joined = seatedIn(state, answer.call, answer.seq_state);
  return replay(joined, state.held, [{ effect: "seated", own: ownFlags(joined) }, ...reading(joined)]);
}

function onResumed(state: CallState, answer: ResumedCall): CallStep {
  if (state.seat !== "resuming") return stay(state);
  const held = state.held;
  if (answer.replay) return replay({ ...state, seat: "joined", held: [] }, [...answer.replay, ...held], []);
  const joined = seatedIn(state, answer.snapshot, answer.seq_state);
  const forgotten = state.position?.epoch !== answer.seq_state.epoch;
  return replay(joined, held, [{ effect: "renegotiate", own: ownFlags(joined), forgotten }, ...reading(joined)]);
}

function seatedIn(state: CallState, view: CallView, position: SeqState): CallState {
  return { ...state, seat: "joined", ...withView(view, state.view), position, held: [] };
}

const reading = (state: CallState): CallEffect[] => (state.reading ? [{ effect: "read_roster" }] : []);

function onPage(state: CallState, { participants, last }: Extract<CallInput, { input: "roster_page" }>): CallStep {
  if (!state.reading) return stay(state);
  const known = last ? afterReading(state.view, state.reading) : withPage(state.view, state.reading, participants);
  return stay({ ...state, ...known });
}

/** Null when this user is not in the view: that of a large call has only some of its people. */
function ownFlags({ me, view }: CallState): OwnFlags | null {
  const own = view.participants.find((p) => p.user === me);
  return own ? (flagsIn(own) as OwnFlags) : null;
}

function onResumeRefused(state: CallState, { code, reason, takenOver }: Extract<CallInput, { input: "resume_refused" }>): CallStep {
  if (state.seat !== "resuming") return stay(state);
  // Joining again would take the call back from the device that the user has chosen since.
  if (takenOver) return depart(state, { why: "taken_over" });
  // The service has given the seat up (the grace is over), but the call lives: come in again.
  if (code === "not_a_participant") return { state: { ...state, seat: "joining", position: null }, effects: [{ effect: "join" }] };
  return depart(state, refusal(code, reason, state.view));
}

/** Judges events one after another as if they had just arrived. */
function replay(start: CallState, events: readonly CallEvent[], first: readonly CallEffect[]): CallStep {
  let state = start;
  const effects = [...first];
  for (const event of events) {
    const step = reduce(state, { input: "event", event });
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}
