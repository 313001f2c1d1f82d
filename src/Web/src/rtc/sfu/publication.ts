import type { StreamView } from "../../protocol/views";
import type { WireSignal } from "../pairSignal";
import type { LinkState, LocalTracks, MediaKind } from "../peerLink";
import { PublishLink } from "./publishLink";
import { lackOf, repairFor } from "./repair";
import type { StreamSignal } from "./streamSignal";

export interface PublicationOptions {
  readonly me: string;
  readonly tracks: () => LocalTracks;
  readonly create: () => RTCPeerConnection;
  readonly send: (stream: StreamView, signal: WireSignal) => void;
  /** False while nobody could take an offer: repair waits. */
  readonly online: () => boolean;
  readonly changed: () => void;
}

const settleMs = 3_000;

/**
 * What this page publishes: the present connection, its repair, and the one before it, which goes on until its successor
 * is connected.
 */
export class Publication {
  readonly #options: PublicationOptions;
  #link: PublishLink | null = null;
  #former: PublishLink | null = null;
  #session = 0;
  #tries = 0;
  #connectedMs: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PublicationOptions) {
    this.#options = options;
  }

  /** The one that carries media; null: this page publishes nothing. */
  get link(): PublishLink | null {
    return this.#former ?? this.#link;
  }

  get state(): LinkState {
    return this.#link?.state ?? "connecting";
  }

  /** Connected for a while: what the service says of the publication is about this one. */
  get isSettled(): boolean {
    return this.#connectedMs !== null && performance.now() - this.#connectedMs >= settleMs;
  }

  /** Publishes anew: whatever the media server had of this page is gone, or will be. */
  start(): void {
    this.#tries = 0;
    this.#renew();
  }

  #renew(): void {
    const { me, create, tracks, send } = this.#options;
    this.#retire();
    this.#connectedMs = null;
    // Greater than those of the page that was here before a reload, too.
    const session = (this.#session = Math.max(this.#session + 1, Date.now()));
    const stream: StreamView = { publisher: me, direction: "publish", session };
    this.#link = new PublishLink({ tracks: tracks(), create, send: (signal) => send(stream, signal), changed: () => this.#onState(session) });
    this.#watch();
    this.#options.changed();
  }

  /** Signals may have been lost. */
  repeat(): void {
    this.#link?.repeatOffer();
  }

  receive(signal: StreamSignal): void {
    if (signal.stream.session !== this.#session) return;
    if (signal.kind === "candidates") this.#link?.addCandidates(signal.candidates);
    else if (signal.description.type === "answer") this.#link?.answered(signal.description.sdp);
  }

  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    for (const link of [this.#link, this.#former]) link?.setTrack(kind, track);
  }

  close(): void {
    clearTimeout(this.#timer);
    const links = [this.#former, this.#link];
    this.#link = this.#former = null;
    for (const link of links) link?.close();
  }

  /** What still sends goes on; nothing else is worth keeping. */
  #retire(): void {
    const link = this.#link;
    this.#link = null;
    if (link?.state !== "connected") return link?.close();
    this.#former?.close();
    this.#former = link;
  }

  #onState(session: number): void {
    if (session === this.#session) this.#watch();
    if (this.#former && (this.#former.state !== "connected" || this.state === "connected")) {
      const former = this.#former;
      this.#former = null;
      former.close();
    }
    this.#options.changed();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (!this.#link) return;
    const lack = lackOf(this.#link.state);
    if (!lack) {
      this.#tries = 0;
      this.#connectedMs ??= performance.now();
      return;
    }
    const step = repairFor(lack, this.#tries);
    this.#timer = setTimeout(() => this.#repair(step.action), step.afterMs);
  }

  #repair(action: "restart" | "renew"): void {
    if (!this.#options.online()) return this.#watch();
    this.#tries++;
    if (action === "renew") return this.#renew();
    this.#link?.restart();
    this.#watch();
  }
}
