import { unwrapHttpBody } from "../protocol/envelope";
import type { DataOf, OperationName, RequestOf } from "../protocol/operations";
import type { TokenSource } from "./tokens";

/** The same operations over HTTP: for what must outlive the page, and to learn why a WebSocket was refused. */
export class HttpDoor {
  readonly #tokens: TokenSource;
  readonly #address: string;

  /** `address`: the service's, without a slash at the end; empty for the one that the page came from. */
  constructor(tokens: TokenSource, address = "") {
    this.#tokens = tokens;
    this.#address = address;
  }

  async call<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<DataOf<N>> {
    const token = await this.#tokens.current();
    const response = await fetch(this.#address + path(operation), post(token, request));
    return unwrapHttpBody(response.status, await readJson(response)) as DataOf<N>;
  }

  /**
   * Sends and does not wait; the browser finishes it even when the page is gone. `sendBeacon` would, too, but cannot
   * carry the bearer header, and a token in the address would end up in logs.
   */
  dispatch<N extends OperationName>(operation: N, request: RequestOf<N>): void {
    const token = this.#tokens.peek();
    if (token) void fetch(this.#address + path(operation), { ...post(token, request), keepalive: true }).catch(reportError);
  }
}

function path(operation: OperationName): string {
  return `/api/method/f_chat.${operation}`;
}

function post(token: string, request: unknown): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(request),
  };
}

async function readJson(response: Response): Promise<unknown> {
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return isJson ? await response.json() : null;
}
