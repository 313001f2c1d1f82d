import type { CallState } from "../client/callState";
import type { LinkStatus } from "../client/hubLink";
import { isInCall } from "../protocol/words";

/**
 * What the user is told about the whole call. `alone`: everybody else has gone, the call waits a little.
 * `reconnecting`: the service, or every peer, is out of reach for the moment.
 */
export type CallPhase = "calling" | "ringing" | "connecting" | "connected" | "alone" | "reconnecting" | "ended";

/** What the user is told about one peer. `frozen`: connected, and the camera's pictures do not come. */
export type PeerPhase = "connecting" | "connected" | "frozen" | "reconnecting";

/** `awaitsServer`: all media goes by a media server, and there is none for the moment. */
export function phaseOf(state: CallState, link: LinkStatus, peers: readonly PeerPhase[], awaitsServer = false): CallPhase {
  if (state.seat === "gone") return "ended";
  const { call_status, participants } = state.view;
  const wasSeated = participants.some((p) => p.user === state.me && isInCall(p.status));
  if (wasSeated && (link !== "connected" || state.seat !== "joined")) return "reconnecting";
  if (call_status === "Initiated" || call_status === "Ringing") {
    if (state.view.initiated_by !== state.me) return "connecting"; // has answered, and the service does not know it yet
    return call_status === "Initiated" ? "calling" : "ringing";
  }
  if (state.seat !== "joined") return "connecting";
  return awaitsServer && peers.length > 0 ? "reconnecting" : phaseOfPeers(peers);
}

/** One good peer is enough to talk. */
function phaseOfPeers(peers: readonly PeerPhase[]): CallPhase {
  if (peers.length === 0) return "alone";
  if (peers.includes("connected") || peers.includes("frozen")) return "connected";
  return peers.includes("reconnecting") ? "reconnecting" : "connecting";
}

export interface PeerSigns {
  /** The service has lost the peer's page. */
  readonly away: boolean;
  readonly linked: boolean;
  /** Packets have stopped, though nobody has said so yet. */
  readonly silent: boolean;
  /** The picture stands still though the camera is on. */
  readonly frozen: boolean;
  /** The two have talked before in this call. */
  readonly before: boolean;
}

export function peerPhaseOf({ away, linked, silent, frozen, before }: PeerSigns): PeerPhase {
  if (linked && !silent) return frozen ? "frozen" : "connected"; // media needs no service: a peer that is heard is here
  return away || silent || before ? "reconnecting" : "connecting";
}
