import { Emitter } from "../client/emitter";
import { reduceRings, type Ring, type RingInput } from "../client/ringState";
import type { Service } from "../client/service";

const tickMs = 1_000;

/** The calls that ring on this page. */
export class Ringer {
  readonly changes = new Emitter<readonly Ring[]>();
  #rings: readonly Ring[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param answered Whether this page takes part in a call already: its ring may come later than its seat, and rings nobody. */
  attach(service: Service, answered: (callId: string) => boolean): void {
    service.on("call_initiated", (data) => {
      if (!answered(data.call.call_session_id)) this.#take({ input: "initiated", data, me: service.user, nowMs: Date.now() });
    });
    service.on("call_ring_stopped", (data) => this.stop(data.call_session_id));
    service.on("call_ended", (data) => this.stop(data.call_session_id));
  }

  get rings(): readonly Ring[] {
    return this.#rings;
  }

  stop(callId: string): void {
    this.#take({ input: "stopped", callId });
  }

  #take(input: RingInput): void {
    const rings = reduceRings(this.#rings, input);
    if (rings === this.#rings) return;
    this.#rings = rings;
    clearInterval(this.#timer);
    if (rings.length > 0) this.#timer = setInterval(() => this.#take({ input: "tick", nowMs: Date.now() }), tickMs);
    this.changes.emit(rings);
  }
}
