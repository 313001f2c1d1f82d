import { CandidateBatch } from "../candidateBatch";
import type { WireSignal } from "../pairSignal";
import { linkStates, type LinkState } from "../peerLink";
import { candidatesToSfu } from "./streamSignal";

export interface NegotiationOptions {
  readonly create: () => RTCPeerConnection;
  readonly send: (signal: WireSignal) => void;
  /** The state is another one. */
  readonly changed: () => void;
}

/**
 * One RTCPeerConnection with the media server. Everything that touches it runs in one line, one after another, so a
 * description is always applied before the candidates that came after it.
 */
export class Negotiation {
  readonly connection: RTCPeerConnection;
  readonly #options: NegotiationOptions;
  readonly #batch: CandidateBatch;
  #line: Promise<void> = Promise.resolve();

  constructor(options: NegotiationOptions) {
    this.#options = options;
    this.#batch = new CandidateBatch((candidates) => options.send(candidatesToSfu(candidates)));
    this.connection = options.create();
    this.connection.onconnectionstatechange = () => options.changed();
    this.connection.onicecandidate = ({ candidate }) => this.#trickle(candidate);
  }

  get state(): LinkState {
    return linkStates[this.connection.connectionState];
  }

  enqueue(step: (connection: RTCPeerConnection) => Promise<void>): void {
    this.#line = this.#line.then(async () => {
      if (this.connection.signalingState === "closed") return;
      try {
        await step(this.connection);
      } catch (error) {
        // What came cannot be applied, or the connection closed meanwhile: recovery makes another one.
        if (this.state !== "closed") console.warn("A step of the negotiation with the media server failed.", error);
      }
    });
  }

  /** Says the present description of this side. */
  sendLocal(signal_type: "offer" | "answer" | "ice_restart"): void {
    const { localDescription: local } = this.connection;
    if (local) this.#options.send({ signal_type, signal_data: { type: local.type, sdp: local.sdp } });
  }

  /** Each candidate stands alone: one that does not fit any more must not take the others with it. */
  addCandidates(candidates: readonly RTCIceCandidateInit[]): void {
    for (const candidate of candidates) {
      this.enqueue(async (connection) => {
        await connection.addIceCandidate(candidate).catch((error: unknown) => console.debug("A candidate did not fit.", error));
      });
    }
  }

  close(): void {
    if (this.connection.signalingState === "closed") return;
    this.#batch.discard();
    this.connection.close();
    this.#options.changed();
  }

  #trickle(candidate: RTCIceCandidate | null): void {
    if (candidate?.candidate) return this.#batch.add(candidate.toJSON());
    this.#batch.flush();
    if (candidate === null) this.#options.send(candidatesToSfu([]));
  }
}
