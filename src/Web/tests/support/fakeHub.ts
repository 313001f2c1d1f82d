import type { HubTransport } from "../../src/client/transport";
import type { ServiceEventName, ServiceEvents } from "../../src/protocol/events";
import { HubLink } from "../../src/client/hubLink";
import { Service } from "../../src/client/service";

type Handler = (argument: Record<string, unknown>) => unknown;

/** The far side of every connection a test opens: answers operations, sends events, breaks connections. */
export class FakeHub {
  readonly connections: FakeConnection[] = [];
  readonly calls: { operation: string; argument: Record<string, unknown>; connection: number }[] = [];
  readonly #handlers = new Map<string, Handler>();
  /** Connections from now on are refused while true. */
  refusing = false;

  open = (): HubTransport => {
    const connection = new FakeConnection(this, this.connections.length);
    this.connections.push(connection);
    return connection;
  };

  /** Answers an operation with `{ok:true,data}` of the returned value; a thrown value is a thrown HubException. */
  on(operation: string, handler: Handler): void {
    this.#handlers.set(operation, (argument) => ({ ok: true, data: handler(argument) }));
  }

  /** Answers an operation with exactly what the handler returns. */
  onRaw(operation: string, handler: Handler): void {
    this.#handlers.set(operation, handler);
  }

  refuse(operation: string, code: string, details?: Record<string, unknown>): void {
    this.onRaw(operation, () => ({ ok: false, error: { code, message: code, details } }));
  }

  get live(): FakeConnection {
    const connection = this.connections.findLast((c) => c.isOpen);
    if (!connection) throw new Error("No connection is open.");
    return connection;
  }

  emit<N extends ServiceEventName>(name: N, data: ServiceEvents[N]): void {
    this.live.emit(name, data);
  }

  answer(operation: string, argument: Record<string, unknown>, connection: number): unknown {
    this.calls.push({ operation, argument, connection });
    const handler = this.#handlers.get(operation);
    return handler ? handler(argument) : { ok: true, data: {} };
  }

  made(operation: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.operation === operation).map((call) => call.argument);
  }
}

export class FakeConnection implements HubTransport {
  isOpen = false;
  readonly #hub: FakeHub;
  readonly #number: number;
  readonly #handlers = new Map<string, (data: unknown) => void>();
  readonly #pending = new Set<(error: Error) => void>();
  #onClose: () => void = () => undefined;

  constructor(hub: FakeHub, number: number) {
    this.#hub = hub;
    this.#number = number;
  }

  start(): Promise<void> {
    if (this.#hub.refusing) return Promise.reject(new Error("refused"));
    this.isOpen = true;
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.break();
    return Promise.resolve();
  }

  async invoke(method: string, argument: unknown): Promise<unknown> {
    if (!this.isOpen) throw new Error("not connected");
    return await new Promise((resolve, reject) => {
      this.#pending.add(reject);
      void Promise.resolve()
        .then(() => this.#hub.answer(method, (argument ?? {}) as Record<string, unknown>, this.#number))
        .then(resolve, reject)
        .finally(() => this.#pending.delete(reject));
    });
  }

  on(name: string, handler: (data: unknown) => void): void {
    this.#handlers.set(name, handler);
  }

  onClose(handler: () => void): void {
    this.#onClose = handler;
  }

  emit(name: string, data: unknown): void {
    this.#handlers.get(name)?.(data);
  }

  /** The connection is gone, and with it every answer that was on its way. */
  break(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const reject of this.#pending) reject(new Error("connection closed"));
    this.#onClose();
  }
}

export function linkTo(hub: FakeHub, mayRetry: () => Promise<boolean> = () => Promise.resolve(true)): HubLink {
  return new HubLink({ open: hub.open, mayRetry, random: () => 0 });
}

/** A connected service of `user` over a fake hub. */
export async function connect(hub: FakeHub, user = "alice"): Promise<{ link: HubLink; service: Service }> {
  const link = linkTo(hub);
  link.start();
  await settle();
  return { link, service: new Service(user, link) };
}

/** Lets every promise that is ready go on, without letting time pass. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}
