import type { CallEvent } from "../protocol/events";
import type { SeqState } from "../protocol/views";

/**
 * What to do with a numbered event: `apply` it, drop it as a `duplicate` (already applied, or of an older epoch), or
 * `resume` because something before it is missing or the service has lost its memory of the call.
 */
export type Verdict = "apply" | "duplicate" | "resume";

function place(event: CallEvent): { number: number; stream: "seq" | "signal_seq" } {
  return event.event === "webrtc_signal"
    ? { number: event.data.signal_seq, stream: "signal_seq" }
    : { number: event.data.seq, stream: "seq" };
}

export function judge(position: SeqState, event: CallEvent): Verdict {
  if (event.data.epoch !== position.epoch) return event.data.epoch < position.epoch ? "duplicate" : "resume";
  const { number, stream } = place(event);
  if (number <= position[stream]) return "duplicate";
  return number === position[stream] + 1 ? "apply" : "resume";
}

/** The position after an applied event. */
export function advance(position: SeqState, event: CallEvent): SeqState {
  const { number, stream } = place(event);
  return { ...position, [stream]: number };
}
