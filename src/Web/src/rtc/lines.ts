import type { MediaKind } from "./peerLink";

/** What the lines for pictures are for, in the order of the description. Every call has both: a camera may come on in an audio call, too. */
export const pictures: readonly MediaKind[] = ["video", "screen"];

const lineOf = (transceiver: RTCRtpTransceiver): string => transceiver.receiver.track.kind;

export function kindOf(connection: RTCPeerConnection, transceiver: RTCRtpTransceiver): MediaKind | null {
  if (lineOf(transceiver) === "audio") return "audio";
  const place = connection.getTransceivers().filter((t) => lineOf(t) === "video").indexOf(transceiver);
  return pictures[place] ?? null;
}

export function lineFor(connection: RTCPeerConnection, kind: MediaKind): RTCRtpTransceiver | undefined {
  return connection.getTransceivers().find((t) => kindOf(connection, t) === kind);
}

/** How loud the sound is that comes in, 0 to 1; 0 also where the browser does not tell. */
export function levelOf(connection: RTCPeerConnection): number {
  return lineFor(connection, "audio")?.receiver.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
}
