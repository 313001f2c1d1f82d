import type { SubscriptionView } from "../../protocol/operations";
import type { VideoLayer } from "../../protocol/words";
import type { Expected } from "../packetFlow";
import type { Quality } from "../score";
import { Declaration } from "./declaration";
import { adapt, noCap, showsAllLayers, type Cap } from "./layers";
import type { ReceiveLink } from "./receiveLink";
import type { StreamSignal } from "./streamSignal";
import { Subscription, type SubscriptionOptions } from "./subscription";
import { wishesFor, type OnStage, type Publisher } from "./wishes";

export interface SubscriptionsOptions extends Pick<SubscriptionOptions, "create" | "send" | "online" | "changed"> {
  readonly subscribe: (streams: readonly SubscriptionView[]) => Promise<unknown>;
  /** How good what comes is by now, and how wide the picture, in pixels; 0 without one. */
  readonly judge: (link: ReceiveLink) => { readonly quality: Quality; readonly width: number };
  readonly expected: (peer: string) => Expected;
  readonly arrived: (peer: string) => void;
}

/** Who publishes now, and who talks. */
export interface Publishers {
  readonly all: readonly Publisher[];
  readonly speakers: readonly string[];
}

const lookMs = 2_000;

/** Everything that this page receives by the media server: wishes on one side, connections on the other. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #declaration: Declaration;
  readonly #all = new Map<string, Subscription>();
  readonly #caps = new Map<string, Cap>();
  readonly #layered = new Set<string>();
  /** Refused as they were: to be tried again when somebody publishes something else. */
  readonly #blocked = new Set<string>();
  /** Left out for once, so that they are made anew. */
  readonly #renewing = new Set<string>();
  readonly #timer: ReturnType<typeof setInterval>;
  #publishers: Publishers = { all: [], speakers: [] };
  #roster = "";
  #stage: OnStage | null = null;
  #wishes: ReadonlyMap<string, SubscriptionView> = new Map();
  #open = false;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
    this.#declaration = new Declaration({
      send: options.subscribe,
      online: options.online,
      saying: (streams) => this.#saying(streams),
      said: (streams) => this.#said(streams),
      refused: (publishers) => this.#refused(publishers),
    });
    this.#timer = setInterval(() => this.#look(), lookMs);
  }

  of(peer: string): Subscription | undefined {
    return this.#all.get(peer);
  }

  wishOf(peer: string): SubscriptionView | undefined {
    return this.#wishes.get(peer);
  }

  get peers(): readonly string[] {
    return [...this.#all.keys()];
  }

  /** `open`: there is a media server to ask. */
  follow(publishers: Publishers, open: boolean): void {
    const roster = publishers.all.map(({ user, feed }) => `${user} ${feed}`).join();
    if (roster !== this.#roster) this.#blocked.clear();
    this.#roster = roster;
    this.#publishers = publishers;
    this.#open = open;
    this.#update();
  }

  see(stage: OnStage): void {
    this.#stage = stage;
    this.#update();
  }

  receive(signal: StreamSignal): void {
    this.#all.get(signal.stream.publisher)?.receive(signal);
  }

  /** Another media server: what plays goes on until it is replaced, and everything is asked for anew. */
  renew(): void {
    this.#declaration.stop();
    this.#renewing.clear();
    this.#blocked.clear();
    for (const subscription of this.#all.values()) subscription.orphan();
    this.#sweep();
  }

  /** A new seat: the media server may think of this user's page before. */
  begin(): void {
    this.#declaration.begin();
  }

  /** The same one, which may not have heard the last wish. */
  again(): void {
    this.#declaration.again();
  }

  drop(peer: string): void {
    const subscription = this.#all.get(peer);
    this.#all.delete(peer);
    this.#caps.delete(peer);
    this.#layered.delete(peer);
    subscription?.close();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#declaration.stop();
    for (const peer of this.peers) this.drop(peer);
  }

  #update(): void {
    if (!this.#open) return this.#declaration.stop();
    const { all, speakers } = this.#publishers;
    const publishers = all.filter(({ user }) => !this.#blocked.has(user));
    const caps = new Map<string, VideoLayer>([...this.#caps].map(([user, { layer }]) => [user, layer]));
    const wishes = wishesFor({ publishers, stage: this.#stage, speakers, caps, layered: this.#layered });
    this.#wishes = new Map(wishes.map((wish) => [wish.publisher, wish]));
    this.#declaration.want(wishes.filter((wish) => !this.#renewing.has(wish.publisher)));
  }

  #saying(streams: readonly SubscriptionView[]): void {
    const named = new Set(streams.map((stream) => stream.publisher));
    for (const peer of named) if (!this.#all.has(peer)) this.#all.set(peer, this.#make(peer));
    for (const [peer, subscription] of this.#all) {
      if (named.has(peer) || this.#renewing.has(peer)) continue;
      const publishes = this.#publishers.all.some((p) => p.user === peer);
      // Whoever publishes nothing just now will be heard again soon, or is gone.
      if (publishes || !subscription.link) this.drop(peer);
      else subscription.orphan();
    }
  }

  #said(streams: readonly SubscriptionView[]): void {
    const named = new Set(streams.map((stream) => stream.publisher));
    for (const peer of [...this.#renewing]) if (!named.has(peer)) this.#renewing.delete(peer);
    this.#update();
  }

  #refused(publishers: readonly string[]): void {
    for (const peer of publishers) this.#blocked.add(peer);
    this.#update();
  }

  #make(peer: string): Subscription {
    const { create, send, online, expected, arrived, changed } = this.#options;
    return new Subscription(peer, {
      create,
      send,
      online,
      changed,
      expected: () => expected(peer),
      arrived: () => arrived(peer),
      renew: () => {
        this.#renewing.add(peer);
        this.#update();
      },
    });
  }

  /** Smaller pictures where the connection does not carry larger ones. */
  #look(): void {
    this.#sweep();
    for (const [peer, { link }] of this.#all) {
      if (link?.state !== "connected") continue;
      const { quality, width } = this.#options.judge(link);
      this.#caps.set(peer, adapt(this.#caps.get(peer) ?? noCap, quality, performance.now()));
      if (showsAllLayers(this.wishOf(peer)?.video, width)) this.#layered.add(peer);
    }
    if (this.#all.size > 0) this.#update();
  }

  /** Of whom nothing is left to play. */
  #sweep(): void {
    for (const [peer, { isOrphaned, link }] of this.#all) if (isOrphaned && !link) this.drop(peer);
  }
}
