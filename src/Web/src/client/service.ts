import { unwrapHubResult } from "../protocol/envelope";
import { Refusal } from "../protocol/errors";
import type { ServiceEventName, ServiceEvents } from "../protocol/events";
import { readOperations, type DataOf, type OperationName, type RequestOf } from "../protocol/operations";
import { CallTraces } from "./callTraces";
import type { Unsubscribe } from "./emitter";
import { newId } from "./ids";
import type { HubLink, LinkStatus } from "./hubLink";
import { ConnectionLost } from "./transport";

/** How long an operation waits for a connection, and repeats itself after a broken one, before it gives up. */
const patienceMs = 15_000;

/**
 * Operations that belong to the connection they are made on. A repetition with the same command id would get the
 * answer that was meant for the dead connection, so they carry none, and their caller repeats them.
 */
const boundToConnection: ReadonlySet<OperationName> = new Set<OperationName>(["join_call", "resume_call"]);

/** What everything else in this client sees of the service: operations, events, and whether it is there. */
export class Service {
  readonly user: string;
  readonly #link: HubLink;
  readonly #traces = new CallTraces();

  constructor(user: string, link: HubLink) {
    this.user = user;
    this.#link = link;
    link.events.on(({ data }) => this.#traces.learn(data));
  }

  get status(): LinkStatus {
    return this.#link.status;
  }

  onStatus(listener: (status: LinkStatus) => void): Unsubscribe {
    return this.#link.statuses.on(listener);
  }

  on<N extends ServiceEventName>(name: N, listener: (data: ServiceEvents[N]) => void): Unsubscribe {
    return this.#link.events.on((event) => {
      if (event.event === name) listener(event.data as ServiceEvents[N]);
    });
  }

  /**
   * Does one operation. A refusal is thrown as {@link Refusal}. A write survives a broken connection: it is repeated
   * under the same command id, so it acts once.
   */
  async call<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<DataOf<N>> {
    const bound = boundToConnection.has(operation);
    const isWrite = !readOperations.has(operation) && !bound;
    const traced = { ...request, ...this.#traces.of(operation, request) };
    const argument = isWrite ? { ...traced, command_id: newId() } : traced;
    const deadline = performance.now() + patienceMs;
    for (;;) {
      await this.#connected(deadline - performance.now());
      try {
        const data = unwrapHubResult(await this.#link.invoke(operation, argument)) as DataOf<N>;
        this.#traces.learn(data);
        return data;
      } catch (error) {
        if (error instanceof Refusal) throw error;
        if (!(error instanceof ConnectionLost)) throw new Refusal("unavailable", String(error));
        if (bound) throw error;
      }
    }
  }

  #connected(withinMs: number): Promise<void> {
    if (this.#link.status === "connected") return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (status: LinkStatus | "late"): void => {
        if (status === "connecting" || status === "reconnecting" || status === "idle") return;
        clearTimeout(timer);
        off();
        if (status === "connected") resolve();
        else if (status === "stopped") reject(new Refusal("unauthenticated", "The service does not accept this sign-in."));
        else reject(new Refusal("unavailable", "The service cannot be reached now."));
      };
      const timer = setTimeout(() => settle("late"), Math.max(0, withinMs));
      const off = this.#link.statuses.on(settle);
      settle(this.#link.status);
    });
  }
}
