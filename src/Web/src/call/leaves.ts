import type { HttpDoor } from "../client/httpDoor";
import { insist, isPassing } from "../client/insist";
import type { Service } from "../client/service";
import { isRefusal, type Refusal } from "../protocol/errors";

/** Calls that the user has left, until the service knows it. */
export class Leaves {
  readonly #service: Service;
  readonly #door: HttpDoor;
  readonly #unsaid = new Set<string>();

  constructor(service: Service, door: HttpDoor) {
    this.#service = service;
    this.#door = door;
    addEventListener("pagehide", () => this.#sayLast());
  }

  /** Waits for the first answer. A service that cannot take the leave now is told again and again meanwhile. */
  async say(callId: string): Promise<void> {
    this.#unsaid.add(callId);
    try {
      await this.#say(callId);
    } catch (error) {
      if (!isPassing(error)) this.#unsaid.delete(callId);
      if (!isPassing(error)) throw error;
      void this.#goOn(callId, error);
    }
  }

  /** The user goes back into the call: what is still unsaid must not throw them out. */
  takeBack(callId: string): void {
    this.#unsaid.delete(callId);
  }

  async #say(callId: string): Promise<void> {
    await this.#service.call("leave_call", { call_session_id: callId });
    this.#unsaid.delete(callId);
  }

  async #goOn(callId: string, refused: Refusal): Promise<void> {
    try {
      await insist(() => this.#say(callId), () => this.#unsaid.has(callId), refused);
    } catch (error) {
      this.#unsaid.delete(callId);
      if (!isRefusal(error)) throw error; // a refused leave leaves nothing to be left
    }
  }

  /**
   * The page goes away. That alone is not a leave: it may be a reload, and the reloaded page comes back into the call
   * within the service's grace time, which is also what ends the part of a tab that was closed. Only what the user has
   * decided already, and the service has not heard yet, is said now, in the one way that outlives the page.
   */
  #sayLast(): void {
    for (const call_session_id of this.#unsaid) this.#door.dispatch("leave_call", { call_session_id });
  }
}
