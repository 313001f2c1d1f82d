import { Emitter } from "../client/emitter";
import { CandidateBatch } from "./candidateBatch";
import { kindOf, levelOf, lineFor, pictures } from "./lines";
import type { MediaLink } from "./mediaLink";

/** `video` is the camera; the screen has a line of its own. */
export type MediaKind = "audio" | "video" | "screen";

/** What this page sends; null: nothing now, the line stays open for it. */
export type LocalTracks = Readonly<Record<MediaKind, MediaStreamTrack | null>>;

export const noTracks: LocalTracks = { audio: null, video: null, screen: null };

/** `interrupted`: no packets come through for the moment; it may heal by itself. */
export type LinkState = "connecting" | "connected" | "interrupted" | "failed" | "closed";

export interface PeerLinkOptions {
  role: "offerer" | "answerer";
  /** Gives way when both sides renegotiate at once. */
  polite: boolean;
  tracks: LocalTracks;
  create: () => RTCPeerConnection;
  sendDescription: (description: { type: "offer" | "answer"; sdp: string }, restarted: boolean) => void;
  sendCandidates: (candidates: RTCIceCandidateInit[]) => void;
}

/** How a link is said to be, by what its connection says. */
export const linkStates: Readonly<Record<RTCPeerConnectionState, LinkState>> = {
  new: "connecting",
  connecting: "connecting",
  connected: "connected",
  disconnected: "interrupted",
  failed: "failed",
  closed: "closed",
};

/**
 * One RTCPeerConnection with one page of one peer, for one session. The first offer has one side by agreement; later
 * ones (ICE restarts) come from either, with perfect negotiation. Everything that touches the connection runs in one
 * line, one after another, so a description is always applied before the candidates that came after it.
 */
export class PeerLink implements MediaLink {
  readonly way = "both";
  readonly connection: RTCPeerConnection;
  readonly stream = new MediaStream();
  readonly screen = new MediaStream();
  readonly states = new Emitter<LinkState>();
  readonly messages = new Emitter<string>();
  readonly #options: PeerLinkOptions;
  readonly #senders = new Map<MediaKind, RTCRtpSender>();
  readonly #batch: CandidateBatch;
  readonly #tracks: Record<MediaKind, MediaStreamTrack | null>;
  #channel: RTCDataChannel | null = null;
  #line: Promise<void> = Promise.resolve();
  #ignoresOffer = false;
  #restarting = false;

  constructor(options: PeerLinkOptions) {
    this.#options = options;
    this.#tracks = { ...options.tracks };
    this.#batch = new CandidateBatch(options.sendCandidates);
    this.connection = options.create();
    this.#listen();
    if (options.role === "offerer") this.#openLines();
  }

  get state(): LinkState {
    return linkStates[this.connection.connectionState];
  }

  receive(description: { type: "offer" | "answer"; sdp: string }): void {
    this.#enqueue(() => (description.type === "offer" ? this.#acceptOffer(description) : this.#acceptAnswer(description)));
  }

  /** Each candidate stands alone: one that does not fit any more must not take the others with it. */
  addCandidates(candidates: readonly RTCIceCandidateInit[]): void {
    for (const candidate of candidates) this.#enqueue(() => this.#addCandidate(candidate));
  }

  /** Looks for a new way to the peer. An offer that nobody has answered is said once more instead. */
  restart(): void {
    this.#enqueue(async () => {
      if (this.connection.signalingState === "have-local-offer") return this.#sendLocal();
      this.#restarting = true;
      this.connection.restartIce();
    });
  }

  /** Says a pending offer again: the first may have been lost with the service that carried it. */
  repeatOffer(): void {
    this.#enqueue(async () => {
      if (this.connection.signalingState === "have-local-offer") this.#sendLocal();
    });
  }

  /** Sends another track from now on, or nothing; no renegotiation. */
  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#tracks[kind] = track;
    this.#enqueue(async () => void (await this.#senders.get(kind)?.replaceTrack(track)));
  }

  /** False when the peer cannot be told now. */
  say(text: string): boolean {
    if (this.#channel?.readyState !== "open") return false;
    this.#channel.send(text);
    return true;
  }

  midOf(kind: MediaKind): string | null {
    return lineFor(this.connection, kind)?.mid ?? null;
  }

  audioLevel(): number {
    return levelOf(this.connection);
  }

  close(): void {
    if (this.connection.signalingState === "closed") return;
    this.#batch.discard();
    this.connection.close();
    this.states.emit("closed");
  }

  #listen(): void {
    const pc = this.connection;
    pc.onnegotiationneeded = () => this.#enqueue(() => this.#offer());
    pc.onconnectionstatechange = () => this.states.emit(this.state);
    pc.ontrack = ({ track, transceiver }) => (kindOf(pc, transceiver) === "screen" ? this.screen : this.stream).addTrack(track);
    pc.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) this.#batch.add(candidate.toJSON());
      else this.#batch.flush();
    };
  }

  #openLines(): void {
    const kinds: MediaKind[] = ["audio", ...pictures];
    for (const kind of kinds) {
      const line = kind === "audio" ? "audio" : "video";
      const { sender } = this.connection.addTransceiver(this.#tracks[kind] ?? line, { direction: "sendrecv" });
      this.#senders.set(kind, sender);
    }
    this.#openChannel();
  }

  /** The answerer's half of the lines that the first offer has opened. */
  async #joinLines(): Promise<void> {
    for (const transceiver of this.connection.getTransceivers()) {
      const kind = kindOf(this.connection, transceiver);
      if (kind === null || this.#senders.has(kind)) continue;
      transceiver.direction = "sendrecv";
      this.#senders.set(kind, transceiver.sender);
      await transceiver.sender.replaceTrack(this.#tracks[kind]);
    }
    this.#openChannel();
  }

  #openChannel(): void {
    if (this.#channel) return;
    this.#channel = this.connection.createDataChannel("chat", { negotiated: true, id: 0 });
    this.#channel.onmessage = ({ data }) => {
      if (typeof data === "string") this.messages.emit(data);
    };
  }

  async #offer(): Promise<void> {
    if (this.connection.signalingState !== "stable") return;
    await this.connection.setLocalDescription();
    this.#sendLocal();
  }

  async #acceptOffer(description: RTCSessionDescriptionInit): Promise<void> {
    const collides = this.connection.signalingState !== "stable";
    this.#ignoresOffer = collides && !this.#options.polite;
    if (this.#ignoresOffer) return;
    await this.connection.setRemoteDescription(description);
    await this.#joinLines();
    await this.connection.setLocalDescription();
    this.#sendLocal();
  }

  async #acceptAnswer(description: RTCSessionDescriptionInit): Promise<void> {
    // Anything else is a second copy, or an answer to an offer that was rolled back.
    if (this.connection.signalingState !== "have-local-offer") return;
    await this.connection.setRemoteDescription(description);
    this.#restarting = false;
  }

  async #addCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    try {
      await this.connection.addIceCandidate(candidate);
    } catch (error) {
      if (!this.#ignoresOffer) console.debug("A candidate did not fit.", error);
    }
  }

  #sendLocal(): void {
    const local = this.connection.localDescription;
    if (!local || (local.type !== "offer" && local.type !== "answer")) return;
    this.#options.sendDescription({ type: local.type, sdp: local.sdp }, this.#restarting);
  }

  #enqueue(step: () => Promise<void>): void {
    this.#line = this.#line.then(async () => {
      if (this.connection.signalingState === "closed") return;
      try {
        await step();
      } catch (error) {
        // What the peer sent cannot be applied, or the connection closed meanwhile: recovery rebuilds the pair.
        if (this.state !== "closed") console.warn("A step of the negotiation failed.", error);
      }
    });
  }
}
