import type { Departure } from "../client/callState";
import { Refusal } from "../protocol/errors";

/** A seat that somebody may wait for. Settles once. */
export class AwaitedSeat {
  readonly taken: Promise<void>;
  #settle: ((refusal: Refusal | null) => void) | null = null;

  constructor() {
    this.taken = new Promise((resolve, reject) => {
      this.#settle = (refusal) => (refusal ? reject(refusal) : resolve());
    });
    this.taken.catch(() => undefined); // nobody has to wait
  }

  /** Without a refusal: the seat is taken, or not wanted any more. False when that was known already. */
  settle(refusal: Refusal | null = null): boolean {
    const settle = this.#settle;
    this.#settle = null;
    settle?.(refusal);
    return settle !== null;
  }
}

/** What is said to whoever asked for a seat in a call that this page is out of. */
export function noSeat(departure: Departure): Refusal {
  const message = "There is no seat in this call.";
  switch (departure.why) {
    case "refused":
      return new Refusal(departure.code, message);
    case "ended":
      return new Refusal("call_ended", message, { end_reason: departure.reason });
    default:
      return new Refusal("not_a_participant", message);
  }
}
