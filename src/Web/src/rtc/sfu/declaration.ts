import { Refusal } from "../../protocol/errors";
import type { SubscriptionView } from "../../protocol/operations";

export interface DeclarationOptions {
  readonly send: (streams: readonly SubscriptionView[]) => Promise<unknown>;
  /** False while nobody could take it. */
  readonly online: () => boolean;
  /** It is about to be said: from now on the media server may act on it, and forget what is not in it. */
  readonly saying: (streams: readonly SubscriptionView[]) => void;
  readonly said: (streams: readonly SubscriptionView[]) => void;
  /** Nothing was changed: these publish nothing, or something else by now. */
  readonly refused: (publishers: readonly string[]) => void;
}

const gatherMs = 80;
const pauseMs = 400;
const longestPauseMs = 3_000;

/** Tells the media server all that this page wants: gathered for a moment, one request after another, the last wish wins. */
export class Declaration {
  readonly #options: DeclarationOptions;
  #wanted: readonly SubscriptionView[] = [];
  /** What the media server has, for certain; null when that is not known. */
  #said: string | null = "[]";
  #busy = false;
  /** False while the media server may have wishes of the page that was here before a reload: those connections are gone. */
  #clean = false;
  /** Answers to what was said to another media server are of no interest. */
  #server = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DeclarationOptions) {
    this.#options = options;
  }

  want(streams: readonly SubscriptionView[]): void {
    if (JSON.stringify(streams) === JSON.stringify(this.#wanted)) return this.#arm();
    this.#wanted = streams;
    this.#arm();
  }

  /** The media server may have lost what it was told. */
  again(): void {
    this.#said = null;
    this.#arm();
  }

  /** A new seat, which may have been somebody else's page. */
  begin(): void {
    this.#clean = false;
  }

  /** There is no media server to tell, and another one will know nothing. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#server++;
    this.#busy = false;
    this.#wanted = [];
    this.#said = "[]";
    this.#failures = 0;
  }

  #arm(afterMs = gatherMs): void {
    if (this.#busy || this.#timer !== undefined || this.#said === JSON.stringify(this.#wanted)) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#say();
    }, afterMs);
  }

  async #say(): Promise<void> {
    if (!this.#options.online()) return this.#arm(pauseMs);
    const streams = this.#wanted;
    const text = JSON.stringify(streams);
    if (text === this.#said) return;
    this.#busy = true;
    this.#said = null;
    this.#options.saying(streams);
    const server = this.#server;
    const failure = (this.#clean ? null : await this.#offer([])) ?? (await this.#offer(streams));
    if (server !== this.#server) return;
    this.#busy = false;
    if (failure === null) return this.#onSaid(streams, text);
    this.#failures++;
    if (failure === "over") return;
    this.#arm(Math.min(longestPauseMs, Math.max(failure, pauseMs * 2 ** (this.#failures - 1))));
  }

  #onSaid(streams: readonly SubscriptionView[], text: string): void {
    this.#failures = 0;
    this.#said = text;
    this.#options.said(streams);
    this.#arm();
  }

  /** Null when it is taken, else how long to wait at least, or that it is of no use. */
  async #offer(streams: readonly SubscriptionView[]): Promise<number | "over" | null> {
    try {
      await this.#options.send(streams);
      this.#clean = true;
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.#afterRefusal(error);
    }
  }

  #afterRefusal({ code, details, retryAfterMs }: Refusal): number | "over" {
    switch (code) {
      case "unavailable":
      case "rate_limited":
      case "not_a_participant": // the seat is about to be resumed
        return retryAfterMs;
      case "stream_not_found":
      case "target_not_in_call":
        this.#options.refused(publishersIn(details));
        return pauseMs;
      default:
        return "over";
    }
  }
}

function publishersIn({ publishers }: Refusal["details"]): string[] {
  return Array.isArray(publishers) ? publishers.filter((p) => typeof p === "string") : [];
}
