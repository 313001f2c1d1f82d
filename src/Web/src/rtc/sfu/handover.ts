import type { MediaLink, PeerSource } from "../mediaLink";
import type { Mesh } from "../mesh";
import type { Expected } from "../packetFlow";
import { Arrival } from "./arrival";

export interface HandoverOptions {
  readonly mesh: Mesh;
  /** Tells the peer that this page needs the pair no more. */
  readonly sayMoved: (peer: string) => void;
  readonly expected: (peer: string) => Expected;
  /** A pair brings the peer's media: nothing is needed of the media server any more. */
  readonly backInMesh: (peer: string) => void;
}

/** Whoever has not said by then that they need a pair no more has no page that would. */
const patienceMs = 8_000;

/**
 * From the pairs of the mesh to the media server and back, make before break. A pair has two ends: it is closed once
 * both have the other's media from the media server, so each says so.
 */
export class Handover {
  readonly #options: HandoverOptions;
  /** Whose media comes by the media server, and is shown. */
  readonly #moved = new Set<string>();
  /** Who has said that they need the pair with this page no more. */
  readonly #heard = new Set<string>();
  readonly #said = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #arrivals = new Map<string, Arrival>();

  constructor(options: HandoverOptions) {
    this.#options = options;
  }

  /** Of the two ways to a peer, the one that is shown. */
  choose(peer: string, bySfu: PeerSource): PeerSource {
    const pair = this.#options.mesh.pairs.get(peer);
    return pair?.link && !(this.#moved.has(peer) && bySfu.link) ? pair : bySfu;
  }

  /** The peer's media comes by the media server; or there is none to come. */
  toSfu(peer: string): void {
    this.#moved.add(peer);
    this.#forgetArrival(peer);
    const pair = this.#options.mesh.pairs.get(peer);
    if (!pair) return;
    if (!this.#said.has(peer)) {
      this.#options.sayMoved(peer);
      this.#said.set(peer, setTimeout(() => this.#release(peer), patienceMs));
    }
    if (this.#heard.has(peer) || pair.state !== "connected") this.#release(peer);
  }

  /** The peer has this page's media by the media server. */
  peerMoved(peer: string): void {
    this.#heard.add(peer);
    if (this.#said.has(peer)) this.#release(peer);
  }

  /** The call is a mesh again: each pair is waited for. */
  toMesh(): void {
    this.#heard.clear();
    for (const timer of this.#said.values()) clearTimeout(timer);
    this.#said.clear();
    const { mesh, expected } = this.#options;
    for (const peer of this.#moved) {
      if (this.#arrivals.has(peer)) continue;
      const pair = (): MediaLink | null => mesh.pairs.get(peer)?.link ?? null;
      this.#arrivals.set(peer, new Arrival(pair, () => expected(peer), () => this.#back(peer)));
    }
  }

  /** The peer has left. */
  forget(peer: string): void {
    this.#moved.delete(peer);
    this.#heard.delete(peer);
    clearTimeout(this.#said.get(peer));
    this.#said.delete(peer);
    this.#forgetArrival(peer);
  }

  close(): void {
    for (const peer of [...this.#moved, ...this.#said.keys(), ...this.#arrivals.keys()]) this.forget(peer);
  }

  #back(peer: string): void {
    this.forget(peer);
    this.#options.backInMesh(peer);
  }

  #release(peer: string): void {
    clearTimeout(this.#said.get(peer));
    this.#said.delete(peer);
    this.#heard.delete(peer);
    this.#options.mesh.release(peer);
  }

  #forgetArrival(peer: string): void {
    this.#arrivals.get(peer)?.close();
    this.#arrivals.delete(peer);
  }
}
