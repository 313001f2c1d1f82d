import type { CallView, ParticipantView, SfuView } from "../../protocol/views";
import { isInCall } from "../../protocol/words";
import type { MediaLink, PeerSource } from "../mediaLink";
import type { Mesh } from "../mesh";
import type { Expected } from "../packetFlow";
import type { WireSignal } from "../pairSignal";
import type { MediaKind } from "../peerLink";
import { Handover } from "./handover";
import { Publication, type PublicationOptions } from "./publication";
import { fromSfu } from "./streamSignal";
import { Subscriptions, type SubscriptionsOptions } from "./subscriptions";
import type { OnStage } from "./wishes";

export interface SfuSideOptions extends Omit<PublicationOptions, "changed">, Pick<SubscriptionsOptions, "subscribe" | "judge"> {
  readonly mesh: Mesh;
  readonly sayMoved: (peer: string) => void;
  readonly changed: () => void;
}

/** So long the others may need this page's publication after its own last pair has come up. */
const lastMs = 3_000;

/**
 * This page's side of the media server of a call: publishes, subscribes, and hands over from the mesh and back to it.
 * It follows the call's view, which alone says what the topology is.
 */
export class SfuSide {
  readonly #options: SfuSideOptions;
  readonly #publication: Publication;
  readonly #subscriptions: Subscriptions;
  readonly #handover: Handover;
  #view: CallView | null = null;
  #people: ReadonlyMap<string, ParticipantView> = new Map();
  /** Who is there, in the order in which they came: tiles stay where they are. */
  #order: readonly string[];
  #generation: number | null = null;
  /** The generation that this page publishes to. */
  #publishesTo: number | null = null;
  #available = false;
  /** This page's publication that others have been told of. */
  #fed: MediaLink | null = null;
  #last: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SfuSideOptions) {
    const { mesh, me, create, send, tracks, changed } = options;
    this.#options = options;
    this.#order = [...mesh.pairs.keys()];
    const online = (): boolean => this.#available && options.online();
    this.#publication = new Publication({ me, tracks, create, send, online, changed });
    this.#subscriptions = new Subscriptions({
      create,
      send,
      online,
      changed,
      subscribe: options.subscribe,
      judge: options.judge,
      expected: (peer) => this.#dueOf(peer),
      arrived: (peer) => this.#handover.toSfu(peer),
    });
    this.#handover = new Handover({
      mesh,
      sayMoved: options.sayMoved,
      expected: (peer) => this.#dueOf(peer),
      backInMesh: (peer) => this.#backInMesh(peer),
    });
  }

  get publishing(): MediaLink | null {
    return this.#publication.link;
  }

  get sources(): readonly PeerSource[] {
    return this.#order.map((peer) => this.#handover.choose(peer, this.#subscriptions.of(peer) ?? this.#idle(peer)));
  }

  follow(view: CallView): void {
    const before = this.#view;
    this.#view = view;
    this.#followPeople(view);
    const server = view.topology === "sfu" ? (view.sfu ?? null) : null;
    this.#followMesh(view, before);
    this.#followServer(server, view);
    this.#options.changed();
  }

  see(stage: OnStage): void {
    this.#subscriptions.see(stage);
  }

  receive(wire: WireSignal): void {
    const signal = fromSfu(wire);
    if (!signal) return;
    if (signal.stream.direction === "publish") this.#publication.receive(signal);
    else this.#subscriptions.receive(signal);
  }

  peerMoved(peer: string): void {
    this.#handover.peerMoved(peer);
  }

  /** A new seat: the media server knows nothing of this page any more. */
  seated(): void {
    this.#subscriptions.begin();
    this.#generation = this.#publishesTo = this.#fed = null;
  }

  /** Signals may be lost on both sides. */
  renegotiate(): void {
    this.#publication.repeat();
    this.#subscriptions.again();
  }

  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#publication.setTrack(kind, track);
  }

  /** What may be judged of this peer: a voice is sent on only while it is one of those that are heard. */
  expected(peer: string): Expected {
    const { sound, picture } = this.#dueOf(peer);
    return { sound: sound && this.#view?.active_speakers?.includes(peer) === true, picture };
  }

  close(): void {
    clearTimeout(this.#last);
    this.#handover.close();
    this.#subscriptions.close();
    this.#publication.close();
  }

  #followPeople(view: CallView): void {
    const others = view.participants.filter((p) => p.user !== this.#options.me && isInCall(p.status));
    const present = new Map(others.map((p) => [p.user, p]));
    for (const peer of new Set([...this.#order, ...this.#subscriptions.peers])) {
      const person = present.get(peer);
      if (person && person.media_role !== "listener") continue;
      if (!person) this.#handover.forget(peer);
      this.#subscriptions.drop(peer);
    }
    const known = new Set(this.#order);
    this.#people = present;
    this.#order = [...this.#order.filter((peer) => present.has(peer)), ...[...present.keys()].filter((peer) => !known.has(peer))];
  }

  /** With a media server nobody gets a pair any more; those that there are go on until they are replaced. */
  #followMesh({ topology }: CallView, before: CallView | null): void {
    const { mesh } = this.#options;
    if (topology === "mesh") {
      mesh.roster(this.#order, before?.topology === "sfu");
      return this.#handover.toMesh();
    }
    mesh.roster(this.#order.filter((peer) => mesh.pairs.has(peer)));
    // Of a listener nothing is to come: there is nothing to wait for.
    for (const [peer, { media_role }] of this.#people) if (media_role === "listener") this.#handover.toSfu(peer);
  }

  #backInMesh(peer: string): void {
    this.#subscriptions.drop(peer);
    this.#giveUpPublishing();
    this.#options.changed();
  }

  #followServer(server: SfuView | null, view: CallView): void {
    const renewed = server !== null && server.generation !== this.#generation;
    this.#generation = server?.generation ?? null;
    this.#available = server?.available === true;
    if (renewed || !server) this.#subscriptions.renew();
    const all = [...this.#people.values()].filter((p) => p.feed && p.media_role !== "listener");
    this.#subscriptions.follow({ all, speakers: view.active_speakers ?? [] }, this.#available);
    this.#publish(server);
  }

  #publish(server: SfuView | null): void {
    if (!server) return this.#giveUpPublishing();
    const own = this.#own;
    if (own?.media_role === "listener") return this.#publication.close();
    if (!own) return;
    clearTimeout(this.#last);
    const lost = !own.feed && this.#fed !== null && this.#fed === this.#publication.link && this.#publication.isSettled;
    const missing = this.#publication.link === null || this.#publishesTo !== server.generation;
    if (own.feed && !missing) this.#fed = this.#publication.link;
    if (!this.#available || !(lost || missing)) return;
    this.#publication.start();
    this.#publishesTo = server.generation;
    this.#fed = null;
  }

  /** Others may come back to the mesh a little later. */
  #giveUpPublishing(): void {
    clearTimeout(this.#last);
    if (this.#publication.link && this.#subscriptions.peers.length === 0) this.#last = setTimeout(() => this.#publication.close(), lastMs);
  }

  get #own(): ParticipantView | undefined {
    return this.#view?.participants.find((p) => p.user === this.#options.me);
  }

  /** What this peer sends by what is known of it, as far as this page wants it. */
  #dueOf(peer: string): Expected {
    const person = this.#people.get(peer);
    const inMesh = this.#view?.topology === "mesh";
    const looks = inMesh || (this.#subscriptions.wishOf(peer)?.video ?? "off") !== "off";
    return { sound: person?.muted === false, picture: person?.camera_on === true && looks };
  }

  /** Nothing comes of this peer: because it sends nothing, because nobody looks, or not yet. */
  #idle(peer: string): PeerSource {
    const person = this.#people.get(peer);
    const unseen = person?.feed && !this.#subscriptions.wishOf(peer);
    return { peer, link: null, state: person?.media_role === "listener" || unseen ? "connected" : "connecting", recovery: null };
  }
}
