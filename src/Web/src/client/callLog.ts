import { isRefusal } from "../protocol/errors";
import type { CallSummary } from "../protocol/views";
import { missedCalls, withPage, type CallLogState, type RoomCalls } from "./callLogState";
import { Emitter } from "./emitter";
import { insist } from "./insist";
import type { Service } from "./service";

const pageSize = 20;
/** More rooms than anybody looks through for missed calls. */
const roomLimit = 50;
/** Calls that this page has heard of, to know their rooms when they end; the oldest are forgotten. */
const heardLimit = 200;

/** The calls that have been, room by room as they are asked for, and those that this user has missed. */
export class CallLog {
  readonly changes = new Emitter<void>();
  readonly #service: Service;
  readonly #roomOf = new Map<string, string>();
  #state: CallLogState = new Map();

  constructor(service: Service) {
    this.#service = service;
    service.on("call_initiated", ({ call }) => this.#hear(call.call_session_id, call.room_id));
    service.on("call_ended", ({ call_session_id }) => this.#over(call_session_id));
    service.on("call_ring_stopped", ({ call_session_id, reason }) => {
      if (reason === "missed") this.#over(call_session_id);
    });
  }

  /** Null before {@link load}. */
  of(roomId: string): RoomCalls | null {
    return this.#state.get(roomId) ?? null;
  }

  /** The newest calls of a room. Throws refusals. */
  async load(roomId: string): Promise<void> {
    await this.#page(roomId, 1);
  }

  /** Older ones than are known. Nothing happens when all are. */
  async more(roomId: string): Promise<void> {
    const { calls = [], total = 0 } = this.#state.get(roomId) ?? {};
    if (calls.length < total) await this.#page(roomId, Math.floor(calls.length / pageSize) + 1);
  }

  /** The newest calls of each of these rooms, one after another: for what was missed while nobody was there. */
  async loadAll(roomIds: readonly string[]): Promise<void> {
    for (const roomId of roomIds.slice(0, roomLimit)) await this.load(roomId);
  }

  /** Calls of the loaded rooms that rang for this user and were not answered, newest first. */
  get missed(): readonly CallSummary[] {
    return missedCalls(this.#state, this.#service.user);
  }

  /** How many of them the user has not seen on this machine. */
  get unseen(): number {
    const seen = localStorage.getItem(this.#seenKey) ?? "";
    return this.missed.filter((call) => call.creation > seen).length;
  }

  /** The user has looked at the missed calls. */
  markSeen(): void {
    const newest = this.missed[0]?.creation;
    if (newest === undefined || this.unseen === 0) return;
    localStorage.setItem(this.#seenKey, newest);
    this.changes.emit();
  }

  get #seenKey(): string {
    return `fchat.missed-seen.${this.#service.user}`;
  }

  #hear(callId: string, roomId: string): void {
    this.#roomOf.set(callId, roomId);
    const oldest = this.#roomOf.keys().next();
    if (this.#roomOf.size > heardLimit && !oldest.done) this.#roomOf.delete(oldest.value);
  }

  /** A call of a room that is shown, or one that rang here, has another state now. */
  #over(callId: string): void {
    const heard = this.#roomOf.get(callId);
    const rooms = heard === undefined ? [...this.#state.keys()].slice(-1) : [heard];
    for (const roomId of rooms) this.#reload(roomId).catch(reportUnlessRefused);
  }

  async #reload(roomId: string): Promise<void> {
    await insist(() => this.load(roomId), () => this.#service.status === "connected");
  }

  async #page(roomId: string, page: number): Promise<void> {
    const { calls, total } = await this.#service.call("get_call_history", { room_id: roomId, page, page_size: pageSize });
    this.#state = withPage(this.#state, roomId, { calls, total });
    this.changes.emit();
  }
}

function reportUnlessRefused(error: unknown): void {
  if (isRefusal(error)) console.debug("The history was not told.", error.code); // the user was taken out of the room
  else reportError(error);
}
