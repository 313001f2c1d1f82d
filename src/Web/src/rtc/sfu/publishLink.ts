import { lineFor, pictures } from "../lines";
import type { MediaLink } from "../mediaLink";
import type { LinkState, LocalTracks, MediaKind } from "../peerLink";
import { Negotiation, type NegotiationOptions } from "./negotiation";

export interface PublishOptions extends NegotiationOptions {
  readonly tracks: LocalTracks;
}

/**
 * The camera is sent three times: whole, half and a quarter of its width and height, so that everybody gets what their
 * tile shows. Bits per second as for 640x360 at 20 frames; a smaller camera takes less by itself.
 */
export const cameraEncodings: readonly Readonly<RTCRtpEncodingParameters>[] = [
  { rid: "h", scaleResolutionDownBy: 1, maxBitrate: 900_000 },
  { rid: "m", scaleResolutionDownBy: 2, maxBitrate: 300_000 },
  { rid: "l", scaleResolutionDownBy: 4, maxBitrate: 100_000 },
];

/** A screen is sent once: whoever looks at it wants to read it. */
export const screenEncodings: readonly Readonly<RTCRtpEncodingParameters>[] = [{ maxBitrate: 1_800_000 }];

/** What this page sends to the media server: lines for sound, camera and screen, whether there is something to send or not. */
export class PublishLink implements MediaLink {
  readonly way = "up";
  readonly stream = new MediaStream();
  readonly screen = new MediaStream();
  readonly #negotiation: Negotiation;

  constructor(options: PublishOptions) {
    this.#negotiation = new Negotiation(options);
    this.#openLines(options.tracks);
    this.#offer("offer");
  }

  get connection(): RTCPeerConnection {
    return this.#negotiation.connection;
  }

  get state(): LinkState {
    return this.#negotiation.state;
  }

  answered(sdp: string): void {
    this.#negotiation.enqueue(async (connection) => {
      // Anything else is a second copy.
      if (connection.signalingState === "have-local-offer") await connection.setRemoteDescription({ type: "answer", sdp });
    });
  }

  addCandidates(candidates: readonly RTCIceCandidateInit[]): void {
    this.#negotiation.addCandidates(candidates);
  }

  /** Looks for a new way to the media server; an offer that nobody has answered is said once more instead. */
  restart(): void {
    this.#negotiation.enqueue(async (connection) => {
      if (connection.signalingState === "have-local-offer") return this.#negotiation.sendLocal("offer");
      connection.restartIce();
      this.#offer("ice_restart");
    });
  }

  /** Says an offer again that nobody has answered: it may be lost with the service that carried it. */
  repeatOffer(): void {
    this.#negotiation.enqueue(async (connection) => {
      if (connection.signalingState === "have-local-offer") this.#negotiation.sendLocal("offer");
    });
  }

  /** Sends another track from now on, or nothing; no renegotiation. */
  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#negotiation.enqueue(async (connection) => void (await lineFor(connection, kind)?.sender.replaceTrack(track)));
  }

  midOf(kind: MediaKind): string | null {
    return lineFor(this.connection, kind)?.mid ?? null;
  }

  audioLevel(): number {
    return 0;
  }

  close(): void {
    this.#negotiation.close();
  }

  #openLines(tracks: LocalTracks): void {
    const encodings: Partial<Record<MediaKind, readonly RTCRtpEncodingParameters[]>> = { video: cameraEncodings, screen: screenEncodings };
    for (const kind of ["audio", ...pictures] as const) {
      const line = tracks[kind] ?? (kind === "audio" ? "audio" : "video");
      const sendEncodings = encodings[kind]?.map((encoding) => ({ ...encoding }));
      this.connection.addTransceiver(line, { direction: "sendonly", ...(sendEncodings ? { sendEncodings } : {}) });
    }
  }

  #offer(signalType: "offer" | "ice_restart"): void {
    this.#negotiation.enqueue(async (connection) => {
      await connection.setLocalDescription();
      this.#negotiation.sendLocal(signalType);
    });
  }
}
