import type { CallDesk } from "@fchat/client";

/** What a test or a curious developer may look at in the console; the page itself does not use it. */
export interface FChatDiagnostics {
  /** The present connection with each peer by user id. */
  peers(): Record<string, RTCPeerConnection>;
  /** The connection that this page publishes to a media server on; null in a mesh. */
  publishing(): RTCPeerConnection | null;
  /** Phase, participants and flags as the page shows them. */
  call(): unknown;
}

export function diagnostics(desk: CallDesk): FChatDiagnostics {
  return {
    peers() {
      const links = [...(desk.active?.links ?? [])];
      return Object.fromEntries(links.map(([user, link]) => [user, link.connection]));
    },
    publishing: () => desk.active?.publishing?.connection ?? null,
    call: () => desk.snapshot(),
  };
}
