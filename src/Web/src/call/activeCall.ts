import type { CallEffect, CallState, Departure } from "../client/callState";
import { CallLine } from "../client/callLine";
import { Emitter, type Unsubscribe } from "../client/emitter";
import { newId } from "../client/ids";
import type { Service } from "../client/service";
import { isRefusal } from "../protocol/errors";
import type { CallView } from "../protocol/views";
import { isInCall } from "../protocol/words";
import type { LocalMedia } from "../rtc/localMedia";
import { Mesh } from "../rtc/mesh";
import type { PeerLink } from "../rtc/peerLink";
import { AwaitedSeat, noSeat } from "./awaitedSeat";
import { afterCall, type AfterCall } from "./afterCall";
import { CallSigns } from "./callSigns";
import { snapshotOf, type CallSnapshot } from "./callSnapshot";
import { ChatBook } from "./chatBook";
import { FirstMedia } from "./firstMedia";
import { IceRefresh } from "./iceRefresh";
import { OwnMedia } from "./ownMedia";
import { SignalOutbox } from "./signalOutbox";

export interface ActiveCallOptions {
  readonly service: Service;
  readonly view: CallView;
  readonly deviceId: string;
  readonly media: LocalMedia;
  readonly createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** This tab was in the call before it was reloaded. */
  readonly returning: boolean;
}

/** What other people did that the user should be told. */
export type CallNews =
  | { news: "departed"; departure: Departure }
  | { news: "rejected"; user: string; reason: string }
  | { news: "peer_left"; user: string; reason: string }
  | { news: "muted_by_host" }
  | { news: "relay_refused"; server: string };

/** The call this page is in: the line to the service, the pairs with the others, and this page's devices. */
export class ActiveCall {
  readonly changes = new Emitter<void>();
  readonly news = new Emitter<CallNews>();
  readonly media: LocalMedia;
  readonly #service: Service;
  readonly #line: CallLine;
  readonly #ice: IceRefresh;
  readonly #mesh: Mesh;
  readonly #outbox: SignalOutbox;
  readonly #own: OwnMedia;
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
    this.#mesh = this.#makeMesh(options);
    this.#own = this.#makeOwn(options);
    const changed = (): void => this.changes.emit();
    this.#signs = new CallSigns({ state: () => this.#line.state, links: () => this.links, media, changed });
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
  get links(): ReadonlyMap<string, PeerLink> {
    const links = [...this.#mesh.pairs].flatMap(([peer, { link }]) => (link ? [[peer, link] as const] : []));
    return new Map(links);
  }

  snapshot(): CallSnapshot {
    return snapshotOf({
      state: this.#line.state,
      link: this.#service.status,
      pairs: [...this.#mesh.pairs.values()],
      signs: (pair) => this.#signs.ofPeer(pair),
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

  setMuted(muted: boolean): void {
    this.#own.setMuted(muted);
  }

  /** As {@link setMuted}, and asks for a microphone where there is none. Throws {@link MediaRefused}. */
  setMicrophone(on: boolean): Promise<void> {
    return this.#own.setMicrophone(on);
  }

  /** Throws {@link MediaRefused}. */
  setCamera(on: boolean): Promise<void> {
    return this.media.setCamera(on);
  }

  /** Shows a window or screen that the user picks. Throws {@link MediaRefused}; `dismissed` when they picked none. */
  setScreen(on: boolean): Promise<void> {
    return this.media.setScreen(on);
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
    this.#mesh.close();
    this.#ice.close();
    this.#own.close();
    this.#line.close();
  }

  #makeChat(service: Service): ChatBook {
    return new ChatBook({
      service,
      callId: this.id,
      roomId: () => this.#line.state.view.room_id,
      sayToPeers: (text) => void this.#mesh.say(text),
      changed: () => this.changes.emit(),
    });
  }

  /** Of use to operators only: a refusal changes nothing here. */
  #makeFirstMedia(): FirstMedia {
    return new FirstMedia({
      details: (link) => this.#signs.detailsOf(link),
      report: (stats) => void this.#line.call("report_call_stats", stats).catch((error: unknown) => {
        if (!isRefusal(error)) reportError(error);
      }),
    });
  }

  #makeOutbox(): SignalOutbox {
    return new SignalOutbox({
      send: (target_user, signal) => this.#line.call("send_webrtc_signal", { ...signal, target_user }),
      open: () => this.#line.state.seat === "joined",
    });
  }

  #makeOwn({ service, media, returning }: ActiveCallOptions): OwnMedia {
    return new OwnMedia({
      media,
      returning,
      open: () => service.status === "connected" && this.#line.state.seat === "joined",
      tell: (flags) => this.#line.call("update_media_state", flags),
      trackChanged: ({ kind, track }) => this.#mesh.setTrack(kind, track),
      changed: () => this.changes.emit(),
      mutedByHost: () => this.news.emit({ news: "muted_by_host" }),
    });
  }

  #makeIce({ service, createConnection }: ActiveCallOptions): IceRefresh {
    return new IceRefresh({
      ask: () => service.call("get_ice_servers", {}),
      create: createConnection,
      refused: (server) => this.news.emit({ news: "relay_refused", server }),
    });
  }

  #makeMesh({ service, media }: ActiveCallOptions): Mesh {
    return new Mesh({
      me: service.user,
      tracks: () => media.tracks,
      createConnection: () => this.#ice.connect(),
      online: () => service.status === "connected" && this.#line.state.seat === "joined",
      send: (peer, signal) => this.#outbox.post(peer, signal),
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
    this.#mesh.roster(peersOf(state));
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
        this.#mesh.seated(newId(), peersOf(this.#line.state));
        this.#own.seated(effect.own);
        this.#chat.seated(Boolean(this.#line.state.view.connected_at));
        this.#seat.settle();
        return;
      case "renegotiate":
        this.#chat.seated(true);
        this.#mesh.renegotiate();
        return effect.forgotten ? this.#own.forgotten(effect.own) : this.#own.caughtUp(effect.own);
      case "signal":
        return this.#mesh.receive(effect.signal.from_user, effect.signal);
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

function peersOf(state: CallState): string[] {
  return state.view.participants.filter((p) => p.user !== state.me && isInCall(p.status)).map((p) => p.user);
}
