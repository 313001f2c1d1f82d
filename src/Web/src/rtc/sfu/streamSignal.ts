import type { StreamView } from "../../protocol/views";
import type { WireSignal } from "../pairSignal";

/** What the media server says about one stream. Candidates that are completed are none. */
export type StreamSignal =
  | { readonly kind: "description"; readonly stream: StreamView; readonly description: { readonly type: "offer" | "answer"; readonly sdp: string } }
  | { readonly kind: "candidates"; readonly stream: StreamView; readonly candidates: readonly RTCIceCandidateInit[] };

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields | null {
  return typeof value === "object" && value !== null ? (value as Fields) : null;
}

/** Null when it is nothing that a stream can use. */
export function fromSfu({ signal_type, signal_data, stream }: WireSignal): StreamSignal | null {
  if (!stream) return null;
  if (signal_type === "ice_candidate") return { kind: "candidates", stream, candidates: readCandidates(signal_data) };
  const sdp = fields(signal_data)?.["sdp"];
  if (typeof sdp !== "string") return null;
  if (signal_type === "answer") return { kind: "description", stream, description: { type: "answer", sdp } };
  return signal_type === "offer" || signal_type === "ice_restart" ? { kind: "description", stream, description: { type: "offer", sdp } } : null;
}

function readCandidates(data: unknown): RTCIceCandidateInit[] {
  const all: unknown[] = Array.isArray(data) ? data : [data];
  return all.filter((c) => typeof fields(c)?.["candidate"] === "string") as RTCIceCandidateInit[];
}

/** As the media server takes candidates: an array; an empty one says that there are no more. */
export function candidatesToSfu(candidates: readonly RTCIceCandidateInit[]): WireSignal {
  const some = candidates.map(({ candidate, sdpMid, sdpMLineIndex }) => ({ candidate, sdpMid: sdpMid ?? null, sdpMLineIndex: sdpMLineIndex ?? null }));
  return { signal_type: "ice_candidate", signal_data: some.length > 0 ? some : { completed: true } };
}
