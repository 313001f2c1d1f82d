import { isRefusal } from "../protocol/errors";
import type { StreamView } from "../protocol/views";
import type { WireSignal } from "../rtc/pairSignal";
import { sfuUser } from "./mediaPaths";

export interface OutboxOptions {
  /** Resolves when the service has taken the signal. */
  readonly send: (peer: string, signal: WireSignal) => Promise<unknown>;
  /** False while this page has no seat to send from. */
  readonly open: () => boolean;
}

/** Refused tries of one signal before it is given up; recovery starts the pair anew then. */
const tryLimit = 10;
const pauseMs = 500;
/** More than this in wait for one peer is a pair long dead. */
const queueLimit = 256;

/** Signals about different streams of the media server do not wait for each other; no user id has a slash. */
export const queueOf = ({ direction, publisher }: StreamView): string => `${sfuUser}/${direction}/${publisher}`;

/** Whom a queue leads to. */
export const targetOf = (queue: string): string => queue.split("/")[0] ?? queue;

/**
 * Signals to each peer, one after another in the order given, each until the service has taken it. Peers do not wait
 * for each other.
 */
export class SignalOutbox {
  readonly #options: OutboxOptions;
  readonly #queues = new Map<string, WireSignal[]>();
  readonly #busy = new Set<string>();
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  post(peer: string, signal: WireSignal): void {
    const queue = [...(this.#queues.get(peer) ?? []), signal].slice(-queueLimit);
    this.#queues.set(peer, queue);
    void this.#drain(peer);
  }

  /** The seat is (again) there: what has waited goes out. */
  opened(): void {
    for (const peer of this.#queues.keys()) void this.#drain(peer);
  }

  forget(peer: string): void {
    this.#queues.delete(peer);
  }

  close(): void {
    this.#closed = true;
    this.#queues.clear();
  }

  async #drain(peer: string): Promise<void> {
    if (this.#busy.has(peer)) return;
    this.#busy.add(peer);
    try {
      for (let tries = 0; !this.#closed && this.#options.open(); ) {
        const signal = this.#queues.get(peer)?.[0];
        if (!signal) break;
        const pause = await this.#offer(peer, signal);
        tries = pause === null ? 0 : tries + 1;
        if (pause === null || tries >= tryLimit) this.#taken(peer, signal);
        else await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } finally {
      this.#busy.delete(peer);
    }
  }

  /** Null when the service has taken it, or never will; else how long to wait before the next try. */
  async #offer(peer: string, signal: WireSignal): Promise<number | null> {
    try {
      await this.#options.send(peer, signal);
      return null;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (isRefusal(error, "rate_limited")) return Math.max(error.retryAfterMs, pauseMs);
      // Not a participant: the seat is about to be resumed. Unavailable: soon again.
      if (isRefusal(error, "unavailable", "not_a_participant")) return pauseMs;
      return null;
    }
  }

  #taken(peer: string, signal: WireSignal): void {
    const queue = this.#queues.get(peer);
    if (queue?.[0] === signal) queue.shift();
  }
}
