import { Pair, type PairSurroundings } from "./pair";
import type { WireSignal } from "./pairSignal";
import type { LocalTracks, MediaKind } from "./peerLink";

export interface MeshOptions {
  readonly me: string;
  readonly tracks: () => LocalTracks;
  readonly createConnection: () => RTCPeerConnection;
  readonly online: () => boolean;
  readonly send: (peer: string, signal: WireSignal) => void;
  readonly changed: () => void;
  readonly said: (peer: string, text: string) => void;
}

/** Signals in wait for the roster, per peer and in all; the oldest go first. */
const earlyPerPeer = 64;
const earlyPeers = 64;

/** A pair with everybody else in the call, and the signals that were faster than the roster. */
export class Mesh {
  readonly pairs = new Map<string, Pair>();
  readonly #options: MeshOptions;
  readonly #early = new Map<string, WireSignal[]>();
  #around: PairSurroundings | null = null;
  #sessions = 0;

  constructor(options: MeshOptions) {
    this.#options = options;
  }

  /**
   * This page has taken a seat: whatever pairs it had are dead, and it waits for the first offer of everybody who is
   * in the call already. `incarnation` is new every time.
   */
  seated(incarnation: string, peers: readonly string[]): void {
    for (const pair of this.pairs.values()) pair.close();
    this.pairs.clear();
    const options = this.#options;
    this.#around = { ...options, incarnation, nextSession: () => ++this.#sessions };
    for (const peer of peers) this.#add(peer).hello();
    for (const peer of peers) this.#releaseEarly(peer);
    options.changed();
  }

  /**
   * Who is in the call now besides this page. A newcomer will say hello; what it said too early is heard now. `greets`:
   * nobody is a newcomer, and of each two the one with the smaller id says it.
   */
  roster(peers: readonly string[], greets = false): void {
    if (!this.#around) return;
    const present = new Set(peers);
    for (const [peer, pair] of this.pairs) {
      if (!present.has(peer)) this.#remove(peer, pair);
    }
    for (const peer of peers) {
      if (this.pairs.has(peer)) continue;
      const pair = this.#add(peer);
      if (greets && this.#options.me < peer) pair.hello();
      this.#releaseEarly(peer);
    }
  }

  /** The peer is reached in another way: what it said to the pair is of no use any more. */
  release(peer: string): void {
    this.pairs.get(peer)?.close();
    this.pairs.delete(peer);
    this.#early.delete(peer);
    this.#options.changed();
  }

  receive(from: string, signal: WireSignal): void {
    if (from === this.#options.me) return;
    const pair = this.pairs.get(from);
    if (pair) pair.receive(signal);
    else this.#hold(from, signal);
  }

  renegotiate(): void {
    for (const pair of this.pairs.values()) pair.renegotiate();
  }

  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    for (const pair of this.pairs.values()) pair.setTrack(kind, track);
  }

  /** How many peers heard it. */
  say(text: string): number {
    return [...this.pairs.values()].filter((pair) => pair.link?.say(text)).length;
  }

  close(): void {
    for (const pair of this.pairs.values()) pair.close();
    this.pairs.clear();
    this.#early.clear();
    this.#around = null;
  }

  #add(peer: string): Pair {
    if (!this.#around) throw new Error("A mesh has pairs only once the page is seated.");
    const pair = new Pair(peer, this.#options.me < peer, this.#around);
    this.pairs.set(peer, pair);
    this.#options.changed();
    return pair;
  }

  /**
   * A peer that left and came back may have said hello to the old pair, when the signal was faster than the roster:
   * its successor hears it again. If that page is dead by now, the offer finds nobody, which does no harm.
   */
  #remove(peer: string, pair: Pair): void {
    pair.close();
    this.pairs.delete(peer);
    this.#early.delete(peer);
    if (pair.lastHello) this.#hold(peer, pair.lastHello);
    this.#options.changed();
  }

  #hold(peer: string, signal: WireSignal): void {
    const waiting = [...(this.#early.get(peer) ?? []), signal].slice(-earlyPerPeer);
    this.#early.delete(peer);
    this.#early.set(peer, waiting);
    const oldest = this.#early.keys().next();
    if (this.#early.size > earlyPeers && !oldest.done) this.#early.delete(oldest.value);
  }

  #releaseEarly(peer: string): void {
    const waiting = this.#early.get(peer) ?? [];
    this.#early.delete(peer);
    for (const signal of waiting) this.pairs.get(peer)?.receive(signal);
  }
}
