import { isRefusal, type Refusal } from "../protocol/errors";
import { delayFor } from "./reconnectPolicy";

/** A refusal that says nothing about the request: the same one may be taken a moment later. */
export function isPassing(error: unknown): error is Refusal {
  return isRefusal(error, "unavailable", "rate_limited");
}

/** How long to wait after so many passing refusals in a row, in milliseconds. */
export function pauseAfter(refusal: Refusal, failures: number): number {
  return Math.max(refusal.retryAfterMs, delayFor(failures, Math.random()));
}

/**
 * Does something until the service takes it, with the pauses of reconnecting, for as long as it is wanted; undefined
 * when it no longer is. Refusals that do not pass are thrown. `refused`: how a first try has ended already.
 */
export async function insist<T>(action: () => Promise<T>, wanted: () => boolean, refused?: Refusal): Promise<T | undefined> {
  for (let failures = 0, last = refused; ; ) {
    const pause = last && pauseAfter(last, ++failures);
    if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, pause));
    if (!wanted()) return undefined;
    try {
      return await action();
    } catch (error) {
      if (!isPassing(error)) throw error;
      last = error;
    }
  }
}
