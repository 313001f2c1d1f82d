/** What a pair lacks that is not connected. */
export type PairLack = "hello" | "offer" | "connection" | "packets" | "route";

/** What a viewer is told of it: waiting whether it heals, a new route on the same connection, or a new connection. */
export type Recovery = "waiting" | "restarting" | "rebuilding";

/**
 * `hello`: ask the peer for a first offer. `restart`: look for a new route on the same connection.
 * `rebuild`: give the connection up and make another.
 */
export interface RecoveryStep {
  readonly afterMs: number;
  readonly action: "hello" | "restart" | "rebuild";
}

const secondMs = 1_000;

/**
 * What to do about a pair that is not connected, and when. `tries` counts the steps taken since it last was. The polite
 * side waits half as long again, so that the two sides seldom act at once.
 */
export function recoveryFor(lack: PairLack, tries: number, polite: boolean): RecoveryStep {
  const patience = polite ? 1.5 : 1;
  const longer = Math.min(1 + tries / 4, 2);
  switch (lack) {
    case "hello":
    case "offer":
      return { action: "hello", afterMs: 4 * secondMs * patience * longer };
    case "connection":
      return { action: "rebuild", afterMs: 12 * secondMs * patience * longer };
    case "packets":
    case "route":
      if (tries > 0) return { action: "rebuild", afterMs: 8 * secondMs * patience * longer };
      return { action: "restart", afterMs: (lack === "route" ? 0.2 : 2) * secondMs * patience };
  }
}
