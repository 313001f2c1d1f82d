const gatherMs = 20;
const batchLimit = 32;

/** Gathers trickled candidates for a moment, so that a burst of them costs one signal. */
export class CandidateBatch {
  readonly #send: (candidates: RTCIceCandidateInit[]) => void;
  #waiting: RTCIceCandidateInit[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (candidates: RTCIceCandidateInit[]) => void) {
    this.#send = send;
  }

  add(candidate: RTCIceCandidateInit): void {
    this.#waiting.push(candidate);
    if (this.#waiting.length >= batchLimit) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  flush(): void {
    const candidates = this.#waiting;
    this.discard();
    if (candidates.length > 0) this.#send(candidates);
  }

  discard(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }
}
