import type { StreamView } from "../../protocol/views";
import type { PeerSource } from "../mediaLink";
import type { Expected } from "../packetFlow";
import type { WireSignal } from "../pairSignal";
import type { LinkState } from "../peerLink";
import type { Recovery } from "../recovery";
import { Arrival } from "./arrival";
import { ReceiveLink } from "./receiveLink";
import { lackOf, repairFor } from "./repair";
import type { StreamSignal } from "./streamSignal";

export interface SubscriptionOptions {
  readonly create: () => RTCPeerConnection;
  readonly send: (stream: StreamView, signal: WireSignal) => void;
  readonly online: () => boolean;
  /** What should come of this publisher by now. */
  readonly expected: () => Expected;
  /** Media of it has come. */
  readonly arrived: () => void;
  /** A restart has not helped: it is to be left out of what is wanted, and put back. */
  readonly renew: () => void;
  readonly changed: () => void;
}

/** So long what nobody knows of any more may go on: it is replaced by then, or over. */
const orphanMs = 15_000;

/** What comes of one publisher: the connection that is shown, its successor until that brings media, and the repair. */
export class Subscription implements PeerSource {
  readonly peer: string;
  readonly #options: SubscriptionOptions;
  #shown: ReceiveLink | null = null;
  #next: ReceiveLink | null = null;
  #arrival: Arrival | null = null;
  #session = 0;
  #tries = 0;
  #orphaned = false;
  #recovery: Recovery | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(peer: string, options: SubscriptionOptions) {
    this.peer = peer;
    this.#options = options;
    this.#watch();
  }

  get link(): ReceiveLink | null {
    return this.#shown ?? this.#next;
  }

  get state(): LinkState {
    return this.link?.state ?? "connecting";
  }

  get recovery(): Recovery | null {
    return this.state === "connected" ? null : this.#recovery;
  }

  /** Media has come, and comes or is being repaired. */
  get hasArrived(): boolean {
    return this.#shown !== null;
  }

  /** What is there goes on as long as it does, though the media server knows nothing of it any more. */
  get isOrphaned(): boolean {
    return this.#orphaned;
  }

  orphan(): void {
    if (this.#orphaned) return;
    this.#orphaned = true;
    this.#session = 0; // another media server may count anew
    this.#dropNext();
    this.#dropDead();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), orphanMs);
  }

  receive(signal: StreamSignal): void {
    const { session } = signal.stream;
    if (signal.kind === "description" && signal.description.type === "offer" && session > this.#session) return this.#build(signal.stream, signal.description.sdp);
    const present = this.#next ?? this.#shown;
    if (session !== this.#session || !present) return;
    if (signal.kind === "candidates") present.addCandidates(signal.candidates);
    else if (signal.description.type === "offer") present.offered(signal.description.sdp);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#dropNext();
    const shown = this.#shown;
    this.#shown = null;
    shown?.close();
    if (shown) this.#options.changed();
  }

  #build(stream: StreamView, sdp: string): void {
    this.#dropNext();
    this.#dropDead();
    this.#orphaned = false;
    this.#session = stream.session;
    const { create, send, expected } = this.#options;
    const link = new ReceiveLink({ create, send: (signal) => send(stream, signal), changed: () => this.#onState(link) });
    this.#next = link;
    this.#arrival = new Arrival(() => link, expected, () => this.#show(link));
    link.offered(sdp);
    this.#watch();
    this.#options.changed();
  }

  #show(link: ReceiveLink): void {
    const former = this.#shown;
    this.#shown = link;
    this.#next = null;
    former?.close();
    this.#options.arrived();
    this.#options.changed();
  }

  #onState(link: ReceiveLink): void {
    if (link !== this.#next && link !== this.#shown) return;
    if (this.#next || this.#orphaned) this.#dropDead();
    this.#watch();
    this.#options.changed();
  }

  #dropNext(): void {
    this.#arrival?.close();
    const next = this.#next;
    this.#next = null;
    next?.close();
  }

  /** Of a connection that has a successor, or no server any more, nothing will come when it is broken. */
  #dropDead(): void {
    const shown = this.#shown;
    if (!shown || shown.state === "connected") return;
    this.#shown = null;
    shown.close();
  }

  #watch(): void {
    if (this.#orphaned) return;
    clearTimeout(this.#timer);
    const lack = lackOf((this.#next ?? this.#shown)?.state ?? "connecting");
    if (!lack) return this.#healed();
    if (lack === "packets") this.#recovery ??= "waiting";
    // Without an offer there is nothing to restart.
    const step = repairFor(lack, this.link ? this.#tries : Math.max(1, this.#tries));
    this.#timer = setTimeout(() => this.#repair(step.action), step.afterMs);
  }

  #healed(): void {
    this.#tries = 0;
    this.#recovery = null;
  }

  #repair(action: "restart" | "renew"): void {
    if (!this.#options.online()) return this.#watch();
    this.#tries++;
    this.#recovery = action === "restart" ? "restarting" : "rebuilding";
    if (action === "restart") (this.#next ?? this.#shown)?.restart();
    else this.#options.renew();
    this.#watch();
    this.#options.changed();
  }
}
