import type { LinkState, MediaKind } from "./peerLink";
import type { Recovery } from "./recovery";

/** A connection that carries media: with a peer's page, or with the media server. */
export interface MediaLink {
  /** Which way: `both` with a peer, `up` what this page publishes, `down` what one publisher sends. */
  readonly way: "both" | "up" | "down";
  readonly connection: RTCPeerConnection;
  /** What microphone and camera of the other side send. The tracks come with the first description. */
  readonly stream: MediaStream;
  /** What their screen sends, while there is one. */
  readonly screen: MediaStream;
  readonly state: LinkState;
  /** The line in the descriptions that this is on; null when there is none, or not yet. */
  midOf(kind: MediaKind): string | null;
  /** How loud the other side's sound is now, 0 to 1; 0 also where the browser does not tell. */
  audioLevel(): number;
}

/** Where a peer's media comes from, now or soon. */
export interface PeerSource {
  readonly peer: string;
  readonly link: MediaLink | null;
  /** `connected` also when there is nothing to connect: of somebody who sends nothing, or is not looked at. */
  readonly state: LinkState;
  /** What is being done about a connection that is not there; null when nothing has to be. */
  readonly recovery: Recovery | null;
}
