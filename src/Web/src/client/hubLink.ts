import { serviceEventNames, type ServiceEvent, type ServiceEventName } from "../protocol/events";
import { Emitter } from "./emitter";
import { delayFor } from "./reconnectPolicy";
import { ConnectionLost, type HubTransport } from "./transport";

/** `stopped`: signed out, or the service does not accept the sign-in; nothing is tried any more. */
export type LinkStatus = "idle" | "connecting" | "connected" | "reconnecting" | "stopped";

export interface HubLinkOptions {
  /** A fresh connection for every attempt. */
  open: () => HubTransport;
  /** Asked after each failed attempt, the count of those in a row given: false when the sign-in is no longer good. */
  mayRetry: (failures: number) => Promise<boolean>;
  random?: () => number;
}

/** Keeps one hub connection up for as long as it may be. Its news: every event in order of arrival, every status. */
export class HubLink {
  readonly events = new Emitter<ServiceEvent>();
  readonly statuses = new Emitter<LinkStatus>();
  readonly #options: HubLinkOptions;
  readonly #random: () => number;
  #status: LinkStatus = "idle";
  #transport: HubTransport | null = null;
  #attempt = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HubLinkOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  get status(): LinkStatus {
    return this.#status;
  }

  start(): void {
    if (this.#status !== "idle") return;
    this.#become("connecting");
    void this.#connect();
  }

  /** Final: a stopped link is not started again. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#become("stopped");
    const transport = this.#transport;
    this.#transport = null;
    await transport?.stop();
  }

  /** Does not wait for the next attempt's turn: the network has just come back. */
  retryNow(): void {
    if (this.#timer === undefined || this.#status === "connected" || this.#status === "stopped") return;
    clearTimeout(this.#timer);
    this.#attempt = 0;
    void this.#connect();
  }

  /** The raw hub result of one operation on the present connection. */
  async invoke(method: string, argument: unknown): Promise<unknown> {
    const transport = this.#transport;
    if (!transport || this.#status !== "connected") throw new ConnectionLost();
    try {
      return await transport.invoke(method, argument);
    } catch (error) {
      // The hub answers refusals as results: what is thrown on a live connection is the service's own failure.
      if (this.#transport !== transport) throw new ConnectionLost();
      throw error;
    }
  }

  async #connect(): Promise<void> {
    this.#timer = undefined;
    const transport = this.#options.open();
    for (const name of serviceEventNames) transport.on(name, (data) => this.#receive(transport, name, data));
    transport.onClose(() => this.#closed(transport));
    this.#transport = transport;
    try {
      await transport.start();
    } catch {
      await this.#failed(transport);
      return;
    }
    if (this.#transport !== transport) return void (await transport.stop());
    this.#attempt = this.#failures = 0;
    this.#become("connected");
  }

  async #failed(transport: HubTransport): Promise<void> {
    if (this.#transport !== transport) return;
    this.#transport = null;
    const mayRetry = await this.#options.mayRetry(++this.#failures);
    if (this.#is("stopped") || this.#transport) return;
    if (mayRetry) this.#retryIn(delayFor(this.#attempt++, this.#random()));
    else this.#become("stopped");
  }

  #closed(transport: HubTransport): void {
    if (this.#transport !== transport || this.#status !== "connected") return;
    this.#transport = null;
    this.#become("reconnecting");
    this.#retryIn(delayFor(this.#attempt++, this.#random()));
  }

  #receive(transport: HubTransport, name: ServiceEventName, data: unknown): void {
    if (this.#transport !== transport || typeof data !== "object" || data === null) return;
    const event = { event: name, data } as ServiceEvent;
    if (event.event === "server_draining") this.#moveAway(transport, event.data.reconnect_within_ms);
    this.events.emit(event);
  }

  /** Leaves a gateway that is going away at a moment of its own within the time, and connects anew at once. */
  #moveAway(transport: HubTransport, withinMs: number): void {
    const within = Number.isFinite(withinMs) ? Math.max(0, withinMs) : 0;
    setTimeout(() => {
      if (this.#transport !== transport) return;
      this.#closed(transport);
      void transport.stop();
    }, this.#random() * within * 0.8);
  }

  #retryIn(delayMs: number): void {
    this.#timer = setTimeout(() => void this.#connect(), delayMs);
  }

  #is(status: LinkStatus): boolean {
    return this.#status === status;
  }

  #become(status: LinkStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.statuses.emit(status);
  }
}
