import { Refusal, type WireError } from "./errors";

/** What a hub method answers. */
type HubResult = { ok: true; data?: unknown } | { ok: false; error: WireError };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isWireError(value: unknown): value is WireError {
  return isObject(value) && typeof value["code"] === "string";
}

function isHubResult(value: unknown): value is HubResult {
  return isObject(value) && (value["ok"] === true || (value["ok"] === false && isWireError(value["error"])));
}

/** The data of a hub result; a refusal is thrown, and so is an answer that is not of the protocol. */
export function unwrapHubResult(result: unknown): unknown {
  if (!isHubResult(result)) throw new Refusal("unavailable", "The service gave an answer this page does not understand.");
  if (!result.ok) throw Refusal.fromWire(result.error);
  return result.data;
}

/** The data of an HTTP answer, by the same rule. */
export function unwrapHttpBody(status: number, body: unknown): unknown {
  if (isObject(body) && isWireError(body["error"])) throw Refusal.fromWire(body["error"]);
  if (status === 401) throw new Refusal("unauthenticated", "The service does not accept this sign-in.");
  if (status < 200 || status > 299 || !isObject(body) || !("message" in body)) {
    throw new Refusal("unavailable", `The service answered with HTTP ${status}.`);
  }
  return body["message"];
}
