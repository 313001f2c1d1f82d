/**
 * One WebSocket as SignalR's `HubConnection` wants it (its interface `IConnection`), without a negotiation. The library's
 * own would bring long polling, server-sent events and three HTTP clients into the page, none of which is ever used.
 */
export class WebSocketConnection {
  readonly features = {};
  baseUrl: string;
  onreceive: ((data: string | ArrayBuffer) => void) | null = null;
  onclose: ((error?: Error) => void) | null = null;
  readonly #token: () => Promise<string>;
  #socket: WebSocket | null = null;
  #isStopped = false;

  /** @param url Of the hub; relative to the page, or whole with `http` or `https`. */
  constructor(url: string, token: () => Promise<string>) {
    this.baseUrl = url;
    this.#token = token;
  }

  /** Rejects when the socket does not open: a browser does not say why. */
  async start(): Promise<void> {
    const address = addressOf(this.baseUrl, await this.#token());
    if (this.#isStopped) throw new Error("The connection was stopped before it was open.");
    const socket = new WebSocket(address);
    this.#socket = socket;
    await opening(socket);
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.#receive(data);
    socket.onclose = () => this.#end();
  }

  send(data: string | ArrayBuffer): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Error("The connection is not open."));
    this.#socket.send(data);
    return Promise.resolve();
  }

  /** Counts as closed at once: the other side may be out of reach. */
  stop(error?: unknown): Promise<void> {
    this.#isStopped = true;
    this.#end(error);
    return Promise.resolve();
  }

  #receive(data: string | ArrayBuffer): void {
    try {
      this.onreceive?.(data);
    } catch (error) {
      this.#end(error);
    }
  }

  #end(error?: unknown): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    const wasOpen = socket.onmessage !== null;
    socket.onmessage = null;
    if (wasOpen) socket.onclose = null; // else it is what tells the one who opens
    socket.close();
    if (wasOpen) this.onclose?.(error instanceof Error ? error : undefined);
  }
}

function addressOf(url: string, token: string): URL {
  const address = new URL(url, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.searchParams.set("access_token", token);
  return address;
}

function opening(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onclose = () => reject(new Error("The WebSocket could not be opened."));
  });
}
