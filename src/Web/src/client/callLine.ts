import { isRefusal, type Refusal } from "../protocol/errors";
import type { CallEvent, CallEventName } from "../protocol/events";
import type { DataOf, OperationName, RequestOf } from "../protocol/operations";
import type { CallView, IceAnswer, SeqState } from "../protocol/views";
import type { EndReason } from "../protocol/words";
import { reduce } from "./callReducer";
import { ringingState, type CallEffect, type CallInput, type CallState } from "./callState";
import { Emitter, type Unsubscribe } from "./emitter";
import { delayFor } from "./reconnectPolicy";
import { isWhole } from "./roster";
import { RosterReader } from "./rosterReader";
import type { Service } from "./service";
import { ConnectionLost } from "./transport";

const callEvents: readonly CallEventName[] = [
  "call_participant_joined",
  "call_participant_left",
  "call_rejected",
  "call_ended",
  "webrtc_signal",
  "call_updated",
  "call_participant_updated",
];

/** Refused tries of one join or resume before the page gives the call up: about a minute. */
const tryLimit = 12;

/** One call on the wire: feeds the reducer with events and answers, and does what the reducer asks for. */
export class CallLine {
  readonly changes = new Emitter<CallState>();
  /** What is not the line's own business: peers, signals, departures. After the change it belongs to. */
  readonly effects = new Emitter<CallEffect>();
  /** As of the last seat. */
  ice: IceAnswer = { ice_servers: [] };
  readonly #service: Service;
  readonly #deviceId: string;
  readonly #off: Unsubscribe[];
  readonly #roster: RosterReader;
  #state: CallState;
  #attempt = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(service: Service, view: CallView, deviceId: string) {
    this.#service = service;
    this.#deviceId = deviceId;
    this.#state = ringingState(service.user, view);
    this.#roster = new RosterReader({
      read: (request) => this.call("get_participants", request),
      took: (participants, last) => this.#take({ input: "roster_page", participants, last }),
    });
    this.#off = callEvents.map((name) =>
      service.on(name, (data) => this.#take({ input: "event", event: { event: name, data } as CallEvent })),
    );
    this.#off.push(
      service.onStatus((status) => {
        if (status === "connected") this.#take({ input: "connection_restored" });
      }),
    );
  }

  get state(): CallState {
    return this.#state;
  }

  get id(): string {
    return this.#state.view.call_session_id;
  }

  join(): void {
    if (this.#state.seat !== "ringing") return;
    this.#take({ input: "join_started" });
    void this.#join();
  }

  /** An operation on this call. */
  call<N extends OperationName>(operation: N, request: Omit<RequestOf<N>, "call_session_id">): Promise<DataOf<N>> {
    return this.#service.call(operation, { ...request, call_session_id: this.id } as RequestOf<N>);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#roster.stop();
    for (const off of this.#off) off();
  }

  #take(input: CallInput): void {
    const step = reduce(this.#state, input);
    const changed = step.state !== this.#state;
    this.#state = step.state;
    if (changed) this.changes.emit(this.#state);
    for (const effect of step.effects) this.#perform(effect);
    if (this.#state.seat === "gone") this.close();
  }

  #perform(effect: CallEffect): void {
    if (effect.effect === "join") this.#later(() => this.#join());
    else if (effect.effect === "resume") this.#later(() => this.#resume(effect.position));
    else if (effect.effect === "read_roster") void this.#roster.read(() => isWhole(this.#state));
    else this.effects.emit(effect);
  }

  /** The first try is made at once, the next ones at the pace of reconnecting. */
  #later(attempt: () => Promise<void>): void {
    clearTimeout(this.#timer);
    const delay = this.#failures === 0 ? 0 : delayFor(this.#failures, Math.random());
    this.#timer = setTimeout(() => void attempt(), delay);
  }

  async #join(): Promise<void> {
    const attempt = ++this.#attempt;
    try {
      const answer = await this.call("join_call", { device_id: this.#deviceId });
      if (attempt !== this.#attempt) return;
      this.ice = answer;
      this.#failures = 0;
      this.#take({ input: "join_answered", answer });
    } catch (error) {
      this.#refused(error, attempt, "join");
    }
  }

  async #resume(position: SeqState): Promise<void> {
    const attempt = ++this.#attempt;
    try {
      const answer = await this.call("resume_call", { ...position, device_id: this.#deviceId });
      if (attempt !== this.#attempt) return;
      this.#failures++;
      this.#take({ input: "resume_answered", answer });
      // An answer that leaves a gap has asked for the next try already, at a slower pace.
      if (this.#state.seat === "joined") this.#failures = 0;
    } catch (error) {
      this.#refused(error, attempt, "resume");
    }
  }

  #refused(error: unknown, attempt: number, what: "join" | "resume"): void {
    // A newer try is under way, or the connection is gone: when it is back, the reducer asks again.
    if (attempt !== this.#attempt || error instanceof ConnectionLost) return;
    if (!isRefusal(error)) throw error;
    const transient = isRefusal(error, "unavailable", "rate_limited");
    if (transient && ++this.#failures < tryLimit) return this.#perform(this.#again(what));
    const { code } = error;
    const reason = endReason(error);
    if (what === "join") this.#take({ input: "join_refused", code, reason });
    else this.#take({ input: "resume_refused", code, reason, takenOver: error.details["reason"] === "taken_over" });
  }

  #again(what: "join" | "resume"): CallEffect {
    const position = this.#state.position;
    return what === "resume" && position ? { effect: "resume", position } : { effect: "join" };
  }
}

function endReason(refusal: Refusal): EndReason | null {
  const reason = refusal.details["end_reason"];
  return typeof reason === "string" ? (reason as EndReason) : null;
}
