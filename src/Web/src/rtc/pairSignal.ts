import type { StreamView } from "../protocol/views";
import type { SignalType } from "../protocol/words";

/**
 * What two pages say to each other about their connection. The service carries it unread; README.md ("The pair
 * protocol") says what each means.
 *
 * A page's `incarnation` is new with every join: a reloaded page, a second device and a page that lost its seat are
 * other incarnations of the same user. A `session` is one RTCPeerConnection on each side, named by who offered it
 * first and that page's count.
 */
export interface Session {
  readonly offerer: string;
  readonly number: number;
}

export type PairSignal =
  | { readonly kind: "hello"; readonly from: string }
  | {
      readonly kind: "description";
      readonly from: string;
      readonly to: string;
      readonly session: Session;
      readonly description: { readonly type: "offer" | "answer"; readonly sdp: string };
    }
  | {
      readonly kind: "candidates";
      readonly from: string;
      readonly to: string;
      readonly session: Session;
      readonly candidates: readonly RTCIceCandidateInit[];
    };

export function sameSession(a: Session | null, b: Session | null): boolean {
  return a?.offerer === b?.offerer && a?.number === b?.number;
}

export interface WireSignal {
  signal_type: SignalType;
  signal_data: unknown;
  /** Of the media server's signals. */
  stream?: StreamView | null;
}

/** `restarted`: the offer asks for new transport addresses. */
export function toWire(signal: PairSignal, restarted = false): WireSignal {
  const { kind: _kind, ...signal_data } = signal;
  switch (signal.kind) {
    case "hello":
      return { signal_type: "custom", signal_data: { ...signal_data, hello: true } };
    case "candidates":
      return { signal_type: "ice_candidate", signal_data };
    case "description":
      if (signal.description.type === "answer") return { signal_type: "answer", signal_data };
      return { signal_type: restarted ? "ice_restart" : "offer", signal_data };
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields | null {
  return typeof value === "object" && value !== null ? (value as Fields) : null;
}

function readSession(value: unknown): Session | null {
  const s = fields(value);
  if (!s || typeof s["offerer"] !== "string" || !Number.isSafeInteger(s["number"])) return null;
  return { offerer: s["offerer"], number: s["number"] as number };
}

function readCandidates(value: unknown): RTCIceCandidateInit[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter((c) => typeof fields(c)?.["candidate"] === "string") as RTCIceCandidateInit[];
}

/** A signal from another page, which may have sent anything: null when it is not of the pair protocol. */
export function fromWire({ signal_type, signal_data }: WireSignal): PairSignal | null {
  const data = fields(signal_data);
  const from = data?.["from"];
  if (!data || typeof from !== "string") return null;
  if (signal_type === "custom") return data["hello"] === true ? { kind: "hello", from } : null;

  const to = data["to"];
  const session = readSession(data["session"]);
  if (typeof to !== "string" || !session) return null;
  if (signal_type === "ice_candidate") {
    const candidates = readCandidates(data["candidates"]);
    return candidates && { kind: "candidates", from, to, session, candidates };
  }
  const sdp = fields(data["description"])?.["sdp"];
  if (typeof sdp !== "string") return null;
  const type = signal_type === "answer" ? "answer" : "offer";
  return { kind: "description", from, to, session, description: { type, sdp } };
}
