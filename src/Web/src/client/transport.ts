/** One attempt at a hub connection: opened once, closed once, never used again. */
export interface HubTransport {
  /** Resolves when the hub has accepted the connection. */
  start(): Promise<void>;
  /** Closes; `onClose` follows if it was open. */
  stop(): Promise<void>;
  /** Rejects when the connection breaks before the answer. */
  invoke(method: string, argument: unknown): Promise<unknown>;
  on(event: string, handler: (data: unknown) => void): void;
  onClose(handler: () => void): void;
}

/** The connection went away before the answer came: whether the operation acted is unknown. */
export class ConnectionLost extends Error {
  constructor() {
    super("The connection to the service was lost.");
    this.name = "ConnectionLost";
  }
}
