import type { Departure } from "../client/callState";
import type { MediaRole } from "../protocol/words";

/** What other people did that the user should be told. */
export type CallNews =
  | { news: "departed"; departure: Departure }
  | { news: "rejected"; user: string; reason: string }
  | { news: "peer_left"; user: string; reason: string }
  | { news: "muted_by_host" }
  /** A TURN server does not take the credential that the service gave for it. */
  | { news: "relay_refused"; server: string }
  /** The host lets this user speak, or asks them to listen. */
  | { news: "role"; role: MediaRole };
