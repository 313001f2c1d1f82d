import type { LinkState } from "../peerLink";

/** What a stream lacks: the other side's word, packets for the moment, or a way altogether. */
export type StreamLack = "answer" | "packets" | "route";

/** `restart`: a new way on the same connection. `renew`: another connection. */
export interface RepairStep {
  readonly afterMs: number;
  readonly action: "restart" | "renew";
}

const lacks: Readonly<Record<LinkState, StreamLack | null>> = {
  connecting: "answer",
  connected: null,
  interrupted: "packets",
  failed: "route",
  closed: "route",
};

/** Of a stream in this state; null: nothing. Before there is a connection, it is `connecting`. */
export const lackOf = (state: LinkState): StreamLack | null => lacks[state];

const firstMs: Readonly<Record<StreamLack, number>> = { answer: 4_000, packets: 2_000, route: 200 };
const nextMs = 5_000;

/** What to do about it, and when. `tries` counts the steps since the stream was connected last; waits grow to the double. */
export function repairFor(lack: StreamLack, tries: number): RepairStep {
  if (tries === 0) return { action: "restart", afterMs: firstMs[lack] };
  return { action: "renew", afterMs: nextMs * Math.min(1 + (tries - 1) / 4, 2) };
}
