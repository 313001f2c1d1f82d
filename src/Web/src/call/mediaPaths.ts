import type { SubscriptionView } from "../protocol/operations";
import type { CallView, StreamView } from "../protocol/views";
import { isInCall } from "../protocol/words";
import type { MediaLink, PeerSource } from "../rtc/mediaLink";
import { Mesh, type MeshOptions } from "../rtc/mesh";
import type { Expected } from "../rtc/packetFlow";
import type { WireSignal } from "../rtc/pairSignal";
import type { MediaKind } from "../rtc/peerLink";
import type { Quality } from "../rtc/score";
import type { SfuSide } from "../rtc/sfu";
import type { OnStage } from "../rtc/sfu/wishes";

export interface MediaPathsOptions extends MeshOptions {
  /** The call as it is now. */
  readonly view: () => CallView;
  readonly sendToSfu: (stream: StreamView, signal: WireSignal) => void;
  readonly subscribe: (streams: readonly SubscriptionView[]) => Promise<unknown>;
  readonly judge: (link: MediaLink) => { readonly quality: Quality; readonly width: number };
}

/** The media server, as the sender and the target of signals. */
export const sfuUser = "@sfu";
/** Signals about the media server in wait for its side, which is on its way; the oldest go first. */
const earlyLimit = 256;

/**
 * The ways that media takes in a call: from page to page, or by a media server, as the call's topology says. What the
 * media server needs is fetched with the first seat, so that it is there when the topology changes.
 */
export class MediaPaths {
  readonly #options: MediaPathsOptions;
  readonly #mesh: Mesh;
  #Side: typeof SfuSide | null = null;
  #sfu: SfuSide | null = null;
  #loading: Promise<void> | null = null;
  #early: { from: string; signal: WireSignal }[] = [];
  #stage: OnStage | null = null;
  #seated = false;
  #closed = false;

  constructor(options: MediaPathsOptions) {
    this.#options = options;
    this.#mesh = new Mesh(options);
  }

  /** Everybody else in the call, and what comes of them. */
  get sources(): readonly PeerSource[] {
    return this.#sfu?.sources ?? [...this.#mesh.pairs.values()];
  }

  /** The connections that media is watched on: each peer's, and under this user's own name that to the media server. */
  get links(): ReadonlyMap<string, MediaLink> {
    const links = this.sources.flatMap(({ peer, link }) => (link ? [[peer, link] as const] : []));
    const { publishing } = this;
    return new Map(publishing ? [...links, [this.#options.me, publishing]] : links);
  }

  get publishing(): MediaLink | null {
    return this.#sfu?.publishing ?? null;
  }

  /** This page has taken a seat; `incarnation` is new every time. */
  seated(incarnation: string): void {
    this.#seated = true;
    const isMesh = this.#options.view().topology === "mesh";
    this.#mesh.seated(incarnation, isMesh ? this.#others() : []);
    this.#sfu?.seated();
    this.#load();
    this.follow();
  }

  /** The view of the call has changed. */
  follow(): void {
    if (!this.#seated || this.#closed) return;
    const view = this.#options.view();
    const { topology } = view;
    if (topology === "sfu" && !this.#sfu) this.#begin();
    if (this.#sfu) return this.#sfu.follow(view);
    const others = this.#others();
    // Nobody gets a pair any more, and there is no other way yet: what there is goes on.
    this.#mesh.roster(topology === "mesh" ? others : others.filter((peer) => this.#mesh.pairs.has(peer)));
  }

  receive(from: string, signal: WireSignal): void {
    const forSfu = from === sfuUser || isMoved(signal);
    if (!forSfu) return this.#mesh.receive(from, signal);
    if (!this.#sfu) this.#early = [...this.#early, { from, signal }].slice(-earlyLimit);
    else if (from === sfuUser) this.#sfu.receive(signal);
    else this.#sfu.peerMoved(from);
  }

  renegotiate(): void {
    this.#mesh.renegotiate();
    this.#sfu?.renegotiate();
    this.follow();
  }

  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#mesh.setTrack(kind, track);
    this.#sfu?.setTrack(kind, track);
  }

  /** What the page shows of others: it gets no more than that. */
  see(stage: OnStage): void {
    this.#stage = stage;
    this.#sfu?.see(stage);
  }

  /** How many peers heard it. */
  say(text: string): number {
    return this.#mesh.say(text);
  }

  /** What may be judged of a link, when the peer says of itself that it sends this. */
  expected(peer: string, link: MediaLink, told: Expected): Expected {
    if (link.way === "up") return { sound: false, picture: false };
    return link.way === "down" && this.#sfu ? this.#sfu.expected(peer) : told;
  }

  close(): void {
    this.#closed = true;
    this.#mesh.close();
    this.#sfu?.close();
  }

  /** What cannot be fetched now is fetched at the next change. */
  #load(): void {
    this.#loading ??= import("../rtc/sfu").then(
      ({ SfuSide }) => {
        this.#Side = SfuSide;
        this.follow();
      },
      (error: unknown) => {
        this.#loading = null;
        console.warn("What a call with a media server needs could not be fetched.", error);
      },
    );
  }

  #begin(): void {
    this.#load();
    if (!this.#Side) return;
    const { me, view, tracks, createConnection, sendToSfu, online, subscribe, judge, send, changed } = this.#options;
    const sayMoved = (peer: string): void => send(peer, { signal_type: "custom", signal_data: { moved: true } });
    const side = new this.#Side({ mesh: this.#mesh, me, tracks, create: createConnection, send: sendToSfu, online, subscribe, judge, sayMoved, changed });
    this.#sfu = side;
    if (this.#stage) side.see(this.#stage);
    side.follow(view());
    const early = this.#early;
    this.#early = [];
    for (const { from, signal } of early) this.receive(from, signal);
  }

  #others(): string[] {
    const { me, view } = this.#options;
    return view().participants.filter((p) => p.user !== me && isInCall(p.status)).map((p) => p.user);
  }
}

/** "I have your media by the media server, and need our pair no more." */
function isMoved({ signal_type, signal_data }: WireSignal): boolean {
  return signal_type === "custom" && (signal_data as { moved?: unknown } | null)?.moved === true;
}
