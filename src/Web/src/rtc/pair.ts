import {
  afterAnswer,
  afterFirstOffer,
  afterHelloSent,
  afterOffering,
  decide,
  newPair,
  type PairMemory,
} from "./pairPolicy";
import { fromWire, toWire, type PairSignal, type WireSignal } from "./pairSignal";
import type { PeerSource } from "./mediaLink";
import { PeerLink, type LinkState, type LocalTracks, type MediaKind } from "./peerLink";
import { recoveryFor, type PairLack, type Recovery } from "./recovery";

/** What a pair needs of the mesh it is in. */
export interface PairSurroundings {
  readonly incarnation: string;
  readonly tracks: () => LocalTracks;
  readonly createConnection: () => RTCPeerConnection;
  readonly nextSession: () => number;
  /** False while the service cannot carry signals: recovery waits. */
  readonly online: () => boolean;
  readonly send: (peer: string, signal: WireSignal) => void;
  /** Something a viewer could see has changed. */
  readonly changed: () => void;
  readonly said: (peer: string, text: string) => void;
}

const heldLimit = 64;

/** This page's pair with one peer: which of the peer's pages it is with, the present connection, and its repair. */
export class Pair implements PeerSource {
  readonly peer: string;
  readonly #around: PairSurroundings;
  #memory: PairMemory;
  #link: PeerLink | null = null;
  #held: PairSignal[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #recovery: Recovery | null = null;
  /** The last wish for an offer: what a successor of this pair must know. */
  lastHello: WireSignal | null = null;

  constructor(peer: string, polite: boolean, around: PairSurroundings) {
    this.peer = peer;
    this.#around = around;
    this.#memory = newPair(around.incarnation, polite);
    this.#watch();
  }

  get link(): PeerLink | null {
    return this.#link;
  }

  get state(): LinkState {
    return this.#link?.state ?? "connecting";
  }

  /** What is being done about it, once the pair was made and as long as it is not connected. */
  get recovery(): Recovery | null {
    return this.state === "connected" ? null : this.#recovery;
  }

  get memory(): PairMemory {
    return this.#memory;
  }

  /** The newcomer asks for the first offer. */
  hello(): void {
    this.#memory = afterHelloSent(this.#memory);
    this.#post({ kind: "hello", from: this.#memory.me });
    this.#watch();
  }

  receive(wire: WireSignal): void {
    const signal = fromWire(wire);
    if (!signal) return;
    switch (decide(this.#memory, signal)) {
      case "offer":
        this.lastHello = wire;
        return this.#offerTo(signal.from);
      case "hello_again":
        this.lastHello = wire;
        return this.hello();
      case "answer":
        return this.#answer(signal);
      case "use":
        return this.#use(signal);
      case "hold":
        this.#held = [...this.#held, signal].slice(-heldLimit);
        return;
      case "drop":
        return;
    }
  }

  /**
   * The service may have lost signals of both sides. One side, the impolite one, restarts; a pending offer is said
   * again by whoever has it; a page that still waits for its first offer asks again.
   */
  renegotiate(): void {
    if (!this.#link) return void (this.#memory.awaitingOffer && this.hello());
    if (this.#memory.polite) this.#link.repeatOffer();
    else this.#link.restart();
  }

  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#link?.setTrack(kind, track);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#drop();
  }

  #offerTo(page: string): void {
    this.#memory = afterOffering(this.#memory, page, this.#around.nextSession());
    this.#build("offerer");
  }

  #answer(signal: PairSignal): void {
    if (signal.kind !== "description") return;
    this.#memory = afterFirstOffer(this.#memory, signal.from, signal.session);
    const link = this.#build("answerer");
    link.receive(signal.description);
    const waiting = this.#held;
    this.#held = [];
    for (const held of waiting) this.#use(held);
  }

  /** Candidates and descriptions of the present session; whatever else was held is of a dead one. */
  #use(signal: PairSignal): void {
    if (signal.kind === "hello" || decide(this.#memory, signal) !== "use") return;
    if (signal.kind === "candidates") return this.#link?.addCandidates(signal.candidates);
    if (signal.description.type === "answer") this.#memory = afterAnswer(this.#memory);
    this.#link?.receive(signal.description);
  }

  #build(role: "offerer" | "answerer"): PeerLink {
    this.#drop();
    const { me, session, polite, peer } = this.#memory;
    const address = { from: me, to: peer ?? "", session: session ?? { offerer: me, number: 0 } };
    const link = new PeerLink({
      role,
      polite,
      tracks: this.#around.tracks(),
      create: this.#around.createConnection,
      sendDescription: (description, restarted) =>
        this.#post({ kind: "description", ...address, description }, restarted),
      sendCandidates: (candidates) => this.#post({ kind: "candidates", ...address, candidates }),
    });
    this.#link = link;
    link.messages.on((text) => this.#around.said(this.peer, text));
    link.states.on(() => {
      if (this.#link !== link) return;
      this.#watch();
      this.#around.changed();
    });
    this.#watch();
    this.#around.changed();
    return link;
  }

  #drop(): void {
    const link = this.#link;
    this.#link = null;
    link?.close();
  }

  #lack(): PairLack | null {
    if (!this.#link) return this.#memory.awaitingOffer ? "offer" : "hello";
    if (this.#memory.awaitingOffer) return "offer";
    const lacks = { connecting: "connection", interrupted: "packets", failed: "route" } as const;
    const state = this.#link.state;
    return state === "connected" || state === "closed" ? null : lacks[state];
  }

  /** Sets the clock for the next step of repair, or stops it. */
  #watch(): void {
    clearTimeout(this.#timer);
    const lack = this.#lack();
    if (!lack) return this.#healed();
    if (lack === "packets") this.#recovery ??= "waiting";
    const step = recoveryFor(lack, this.#tries, this.#memory.polite);
    this.#timer = setTimeout(() => this.#repair(step.action), step.afterMs);
  }

  #healed(): void {
    this.#tries = 0;
    this.#recovery = null;
  }

  #repair(action: "hello" | "restart" | "rebuild"): void {
    if (!this.#around.online()) return this.#watch();
    this.#tries++;
    this.#recovery = action === "restart" ? "restarting" : "rebuilding";
    this.#around.changed();
    const { peer, session, me } = this.#memory;
    if (action === "restart") this.#link?.restart();
    else if (action === "rebuild" && peer && session?.offerer === me) return this.#offerTo(peer);
    else return this.hello();
    this.#watch();
  }

  #post(signal: PairSignal, restarted = false): void {
    this.#around.send(this.peer, toWire(signal, restarted));
  }
}
