import { kindOf, levelOf, lineFor } from "../lines";
import type { MediaLink } from "../mediaLink";
import type { LinkState, MediaKind } from "../peerLink";
import { Negotiation, type NegotiationOptions } from "./negotiation";

/** What one publisher sends, by the media server, which makes the offers. */
export class ReceiveLink implements MediaLink {
  readonly way = "down";
  readonly stream = new MediaStream();
  readonly screen = new MediaStream();
  readonly #negotiation: Negotiation;
  readonly #send: NegotiationOptions["send"];

  constructor(options: NegotiationOptions) {
    this.#send = options.send;
    this.#negotiation = new Negotiation(options);
    const { connection } = this.#negotiation;
    connection.ontrack = ({ track, transceiver }) => {
      (kindOf(connection, transceiver) === "screen" ? this.screen : this.stream).addTrack(track);
      options.changed();
    };
  }

  get connection(): RTCPeerConnection {
    return this.#negotiation.connection;
  }

  get state(): LinkState {
    return this.#negotiation.state;
  }

  offered(sdp: string): void {
    this.#negotiation.enqueue(async (connection) => {
      await connection.setRemoteDescription({ type: "offer", sdp });
      await connection.setLocalDescription();
      this.#negotiation.sendLocal("answer");
    });
  }

  addCandidates(candidates: readonly RTCIceCandidateInit[]): void {
    this.#negotiation.addCandidates(candidates);
  }

  /** Asks the media server for an offer with a new way. */
  restart(): void {
    this.#send({ signal_type: "ice_restart", signal_data: {} });
  }

  midOf(kind: MediaKind): string | null {
    return lineFor(this.connection, kind)?.mid ?? null;
  }

  audioLevel(): number {
    return levelOf(this.connection);
  }

  close(): void {
    this.#negotiation.close();
  }
}
