import type { CallEffect, CallState, Departure } from "../client/callState";
import { CallLine } from "../client/callLine";
import { Emitter, type Unsubscribe } from "../client/emitter";
import { newId } from "../client/ids";
import type { Service } from "../client/service";
import type { MediaRole } from "../protocol/words";
import type { LocalMedia } from "../rtc/localMedia";
import type { MediaLink } from "../rtc/mediaLink";
import type { OnStage } from "../rtc/sfu/wishes";
import type { ActiveCallOptions } from "./activeCallOptions";
import { AwaitedSeat, noSeat } from "./awaitedSeat";
import { afterCall, type AfterCall } from "./afterCall";
import { CallSigns } from "./callSigns";
import { snapshotOf, type CallSnapshot } from "./callSnapshot";
import { ChatBook } from "./chatBook";
import type { CallNews } from "./callNews";
import { FirstMedia } from "./firstMedia";
import { IceRefresh } from "./iceRefresh";
import { MediaPaths } from "./mediaPaths";
import { OwnMedia } from "./ownMedia";
import { OwnRole } from "./ownRole";
import { queueOf, SignalOutbox, targetOf } from "./signalOutbox";

/** The call this page is in: the line to the service, the pairs with the others, and this page's devices. */
export class ActiveCall {
  readonly changes = new Emitter<void>();
  readonly news = new Emitter<CallNews>();
  readonly media: LocalMedia;
  readonly #service: Service;
  readonly #line: CallLine;
  readonly #paths: MediaPaths;
  readonly #ice: IceRefresh;
  readonly #outbox: SignalOutbox;
  readonly #own: OwnMedia;
  readonly #role: OwnRole;
  readonly #signs: CallSigns;
  readonly #chat: ChatBook;
  readonly #firstMedia: FirstMedia;
  readonly #seat = new AwaitedSeat();
  readonly #heardBefore = new Set<string>();
  /** Why people declined; at most one for each participant. */
  readonly #refusals = new Map<string, string>();
  readonly #off: Unsubscribe;

  constructor(options: ActiveCallOptions) {
    const { service, media } = options;
    this.media = media;
    this.#service = service;
    this.#line = new CallLine(service, options.view, options.deviceId);
    this.#outbox = this.#makeOutbox();
    this.#ice = this.#makeIce(options);
    this.#paths = this.#makePaths(options);
    this.#own = this.#makeOwn(options);
    this.#role = this.#makeRole(options);
    this.#signs = new CallSigns({
      state: () => this.#line.state,
      links: () => this.#paths.links,
      media,
      expected: (peer, link, told) => this.#paths.expected(peer, link, told),
      changed: () => this.changes.emit(),
    });
    this.#chat = this.#makeChat(service);
    this.#firstMedia = this.#makeFirstMedia();
    this.#line.changes.on((state) => this.#onState(state));
    this.#line.effects.on((effect) => this.#perform(effect));
    this.#off = service.onStatus(() => this.changes.emit());
  }

  get id(): string {
    return this.#line.id;
  }

  /** The connection with each peer, for diagnostics. */
  get links(): ReadonlyMap<string, MediaLink> {
    return new Map([...this.#paths.links].filter(([, { way }]) => way !== "up"));
  }

  /** The connection that this page publishes on, for diagnostics; null in a mesh. */
  get publishing(): MediaLink | null {
    return this.#paths.publishing;
  }

  snapshot(): CallSnapshot {
    return snapshotOf({
      state: this.#line.state,
      link: this.#service.status,
      sources: this.#paths.sources,
      signs: (source) => this.#signs.ofPeer(source),
      local: { handRaised: this.#own.handRaised, ...this.#signs.ofThisPage() },
      activeSpeaker: this.#signs.activeSpeaker,
      refusals: this.#refusals,
      heardBefore: this.#heardBefore,
      media: this.media,
      chat: this.#chat.lines,
    });
  }

  /** Why the page is out of the call; null while it is not. */
  get departure(): Departure | null {
    return this.#line.state.departure;
  }

  /** What is left to say about the call once this page is out of it, for this reason. */
  after(departure: Departure): AfterCall {
    return afterCall(this.#line.state, departure, this.#refusals, Date.now());
  }

  /** Takes a seat. Resolves when it is there, or when nobody wants it any more; rejects when there will be none. */
  join(): Promise<void> {
    this.#line.join();
    return this.#seat.taken;
  }

  async endForAll(): Promise<void> {
    await this.#line.call("end_call", {});
  }

  async mutePeer(user: string): Promise<void> {
    await this.#line.call("mute_participant", { user });
  }

  async removePeer(user: string): Promise<void> {
    await this.#line.call("remove_participant", { user });
  }

  /** Lets somebody send, or only hear and see; the host's. */
  async setRole(user: string, media_role: MediaRole): Promise<void> {
    await this.#line.call("set_media_role", { user, media_role });
  }

  setMuted(muted: boolean): void {
    this.#own.setMuted(muted);
  }

  /** As {@link setMuted}, and asks for a microphone where there is none. Throws {@link MediaRefused}. */
  async setMicrophone(on: boolean): Promise<void> {
    if (!(on && this.#role.isListener)) await this.#own.setMicrophone(on);
  }

  /** Throws {@link MediaRefused}. */
  async setCamera(on: boolean): Promise<void> {
    if (!(on && this.#role.isListener)) await this.media.setCamera(on);
  }

  /** Shows a window or screen that the user picks. Throws {@link MediaRefused}; `dismissed` when they picked none. */
  async setScreen(on: boolean): Promise<void> {
    if (!(on && this.#role.isListener)) await this.media.setScreen(on);
  }

  /** What the page shows of others: a media server sends no more than that. */
  see(stage: OnStage): void {
    this.#paths.see(stage);
  }

  setHand(raised: boolean): void {
    this.#own.setHand(raised);
  }

  /** Writes to everybody in the call, and into the history of its room. */
  say(text: string): void {
    this.#chat.say(text);
  }

  /** Gives up connections and devices; says nothing to the service. */
  close(): void {
    this.#seat.settle();
    this.#off();
    this.#signs.close();
    this.#chat.close();
    this.#firstMedia.close();
    this.#outbox.close();
    this.#paths.close();
    this.#ice.close();
    this.#own.close();
    this.#line.close();
  }

  #makeChat(service: Service): ChatBook {
    return new ChatBook({
      service,
      callId: this.id,
      roomId: () => this.#line.state.view.room_id,
      sayToPeers: (text) => void this.#paths.say(text),
      changed: () => this.changes.emit(),
    });
  }

  #makeFirstMedia(): FirstMedia {
    return new FirstMedia({
      details: (link) => this.#signs.detailsOf(link),
      report: (stats) => this.#line.call("report_call_stats", stats),
    });
  }

  #makeOutbox(): SignalOutbox {
    return new SignalOutbox({
      send: (queue, signal) => this.#line.call("send_webrtc_signal", { ...signal, target_user: targetOf(queue) }),
      open: () => this.#line.state.seat === "joined",
    });
  }

  #makeOwn({ service, media, returning }: ActiveCallOptions): OwnMedia {
    return new OwnMedia({
      media,
      returning,
      open: () => service.status === "connected" && this.#line.state.seat === "joined",
      tell: (flags) => this.#line.call("update_media_state", flags),
      trackChanged: ({ kind, track }) => this.#paths.setTrack(kind, track),
      changed: () => this.changes.emit(),
      mutedByHost: () => this.news.emit({ news: "muted_by_host" }),
    });
  }

  #makeRole({ media, deviceRefused }: ActiveCallOptions): OwnRole {
    return new OwnRole({
      media,
      own: this.#own,
      changed: (role) => this.news.emit({ news: "role", role }),
      refused: deviceRefused,
    });
  }

  #makeIce({ service, createConnection }: ActiveCallOptions): IceRefresh {
    return new IceRefresh({
      ask: () => service.call("get_ice_servers", {}),
      create: createConnection,
      refused: (server) => this.news.emit({ news: "relay_refused", server }),
    });
  }

  #makePaths({ service, media }: ActiveCallOptions): MediaPaths {
    return new MediaPaths({
      view: () => this.#line.state.view,
      me: service.user,
      tracks: () => media.tracks,
      createConnection: () => this.#ice.connect(),
      online: () => service.status === "connected" && this.#line.state.seat === "joined",
      send: (peer, signal) => this.#outbox.post(peer, signal),
      sendToSfu: (stream, signal) => this.#outbox.post(queueOf(stream), { ...signal, stream }),
      subscribe: (streams) => this.#line.call("update_subscriptions", { streams: [...streams] }),
      judge: (link) => this.#signs.judge(link),
      changed: () => this.#onLinks(),
      said: (from, text) => this.#chat.heard(from, text),
    });
  }

  #onLinks(): void {
    for (const [peer, link] of this.links) if (link.state === "connected") this.#heardBefore.add(peer);
    this.#firstMedia.look(this.links.values());
    this.changes.emit();
  }

  #onState(state: CallState): void {
    const own = state.view.participants.find((p) => p.user === state.me);
    if (own) this.#role.follow(own.media_role ?? "publisher");
    this.#paths.follow();
    if (state.seat === "joined") {
      this.#outbox.opened();
      this.#own.opened();
    }
    this.changes.emit();
  }

  #perform(effect: CallEffect): void {
    switch (effect.effect) {
      case "seated":
        this.#ice.answered(this.#line.ice);
        this.#firstMedia.seated();
        this.#paths.seated(newId());
        this.#own.seated(effect.own);
        this.#chat.seated(Boolean(this.#line.state.view.connected_at));
        this.#seat.settle();
        return;
      case "renegotiate":
        this.#chat.seated(true);
        this.#paths.renegotiate();
        return effect.forgotten ? this.#own.forgotten(effect.own) : this.#own.caughtUp(effect.own);
      case "signal":
        return this.#paths.receive(effect.signal.from_user, effect.signal);
      case "peer_left":
        if (effect.reason !== "taken_over") this.#outbox.forget(effect.user);
        return this.news.emit({ news: "peer_left", user: effect.user, reason: effect.reason });
      case "peer_rejected":
        this.#refusals.set(effect.user, effect.reason);
        return this.news.emit({ news: "rejected", user: effect.user, reason: effect.reason });
      case "own_flags":
        return this.#own.heard(effect.change);
      case "departed":
        return this.#depart(effect.departure);
    }
  }

  /** Whoever waits for the seat learns there why there is none; later it is news. */
  #depart(departure: Departure): void {
    const waited = this.#seat.settle(noSeat(departure));
    this.close();
    if (!waited) this.news.emit({ news: "departed", departure });
  }
}
