import type { CallInitiated } from "../protocol/events";
import type { CallView } from "../protocol/views";

/** A call that rings on this page. `expiresAtMs`: since 1970; after it the ring is gone even if nobody says so. */
export interface Ring {
  readonly call: CallView;
  readonly from: string;
  readonly expiresAtMs: number;
}

export type RingInput =
  | { input: "initiated"; data: CallInitiated; me: string; nowMs: number }
  | { input: "stopped"; callId: string }
  | { input: "tick"; nowMs: number };

/** A ring that outlives its time by this much was missed by the service's news. */
const graceMs = 2_000;
/** More rings at once than anybody can answer: the oldest go. */
const ringLimit = 20;

/** The rings of this page, oldest first. Pure. */
export function reduceRings(rings: readonly Ring[], input: RingInput): readonly Ring[] {
  switch (input.input) {
    case "initiated":
      return add(rings, input.data, input.me, input.nowMs);
    case "stopped":
      return without(rings, input.callId);
    case "tick": {
      const alive = rings.filter((ring) => ring.expiresAtMs + graceMs > input.nowMs);
      return alive.length === rings.length ? rings : alive;
    }
  }
}

function add(rings: readonly Ring[], data: CallInitiated, me: string, nowMs: number): readonly Ring[] {
  // The caller's other devices hear of the call, too: it does not ring there.
  if (data.initiated_by === me) return rings;
  const announced = Date.parse(data.ring_expires_at);
  // A clock that is wrong must not silence the ring: without a sensible time it lasts the longest ring there is.
  const sensible = Number.isFinite(announced) && announced > nowMs;
  const ring: Ring = { call: data.call, from: data.initiated_by, expiresAtMs: sensible ? announced : nowMs + 120_000 };
  return [...without(rings, data.call.call_session_id), ring].slice(-ringLimit);
}

function without(rings: readonly Ring[], callId: string): readonly Ring[] {
  const rest = rings.filter((ring) => ring.call.call_session_id !== callId);
  return rest.length === rings.length ? rings : rest;
}
