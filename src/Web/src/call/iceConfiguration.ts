import type { IceAnswer } from "../protocol/views";

/** STUN's words for a wrong name or key (RFC 8489, RFC 8656). */
const refusals: ReadonlySet<number> = new Set([401, 441]);

/** What a peer connection is made with: the service's servers in its order, everything over one transport. */
export function iceConfiguration({ ice_servers, ice_transport_policy }: IceAnswer): RTCConfiguration {
  const iceServers = ice_servers.map(({ urls, username, credential }) => ({
    urls,
    ...(username ? { username } : {}),
    ...(credential ? { credential } : {}),
  }));
  return { iceServers, bundlePolicy: "max-bundle", iceTransportPolicy: ice_transport_policy === "relay" ? "relay" : "all" };
}

/** The TURN server that does not take its name and key, as `host:port`; null for every other trouble. */
export function refusedRelay({ errorCode, url }: Pick<RTCPeerConnectionIceErrorEvent, "errorCode" | "url">): string | null {
  if (!refusals.has(errorCode)) return null;
  return url.replace(/^turns?:/, "").replace(/\?.*$/, "");
}
