import type { IceServerView } from "../protocol/views";

/** What a peer connection is made with: the service's servers, everything over one transport. */
export function iceConfiguration(servers: readonly IceServerView[]): RTCConfiguration {
  const iceServers = servers.map(({ urls, username, credential }) => ({
    urls,
    ...(username ? { username } : {}),
    ...(credential ? { credential } : {}),
  }));
  return { iceServers, bundlePolicy: "max-bundle" };
}
