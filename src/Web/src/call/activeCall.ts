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
import type { Pair } from "../rtc/pair";
import type { PeerLink } from "../rtc/peerLink";
import { peerPhaseOf, phaseOf } from "./callPhase";
import type { CallSnapshot, ChatLine, PeerSnapshot } from "./callSnapshot";
import { FlowWatch } from "./flowWatch";
import { SignalOutbox } from "./signalOutbox";

export interface ActiveCallOptions {
  readonly service: Service;
  readonly view: CallView;
  readonly deviceId: string;
  readonly media: LocalMedia;
  readonly createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
}

/** What other people did that the user should be told. */
export type CallNews =
  | { news: "departed"; departure: Departure }
  | { news: "rejected"; user: string; reason: string }
  | { news: "peer_left"; user: string; reason: string }
  | { news: "muted_by_host" };

/** An own flag that comes back from the service this soon is the echo of an earlier switch, not the host's will. */
const echoMs = 1_000;
const chatLimit = 500;

/** The call this page is in: the line to the service, the pairs with the others, and this page's devices. */
export class ActiveCall {
  readonly changes = new Emitter<void>();
  readonly news = new Emitter<CallNews>();
  readonly #service: Service;
  readonly #media: LocalMedia;
  readonly #line: CallLine;
  readonly #mesh: Mesh;
  readonly #outbox: SignalOutbox;
  readonly #flow: FlowWatch;
  readonly #heardBefore = new Set<string>();
  readonly #off: readonly Unsubscribe[];
  #chat: readonly ChatLine[] = [];
  #switchedAt = -echoMs;

  constructor(options: ActiveCallOptions) {
    const { service, media } = options;
    this.#service = service;
    this.#media = media;
    const line = new CallLine(service, options.view, options.deviceId);
    this.#line = line;
    this.#outbox = new SignalOutbox({
      send: (target_user, signal) => line.call("send_webrtc_signal", { ...signal, target_user }),
      open: () => line.state.seat === "joined",
    });
    this.#mesh = new Mesh({
      me: service.user,
      video: options.view.call_type === "Video",
      tracks: () => media.tracks,
      createConnection: () => options.createConnection(configuration(line)),
      online: () => service.status === "connected" && line.state.seat === "joined",
      send: (peer, signal) => this.#outbox.post(peer, signal),
      changed: () => this.#onLinks(),
      said: (from, text) => this.#heard({ from, text }),
    });
    this.#flow = new FlowWatch(() => this.links, () => this.changes.emit());
    line.changes.on((state) => this.#onState(state));
    line.effects.on((effect) => this.#perform(effect));
    this.#off = [
      media.changes.on(({ kind, track }) => {
        this.#mesh.setTrack(kind, track);
        this.#switched();
      }),
      service.onStatus(() => this.changes.emit()),
    ];
  }

  get id(): string {
    return this.#line.id;
  }

  get isOver(): boolean {
    return this.#line.state.seat === "gone";
  }

  get media(): LocalMedia {
    return this.#media;
  }

  /** The connection with each peer, for diagnostics. */
  get links(): ReadonlyMap<string, PeerLink> {
    const links = [...this.#mesh.pairs].flatMap(([peer, { link }]) => (link ? [[peer, link] as const] : []));
    return new Map(links);
  }

  join(): void {
    this.#line.join();
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
    this.#media.setMuted(muted);
    this.#switched();
  }

  async setCamera(on: boolean): Promise<void> {
    await this.#media.setCamera(on);
  }

  say(text: string): void {
    this.#mesh.say(text);
    this.#heard({ from: this.#service.user, text });
  }

  /** Gives up connections and devices; says nothing to the service. */
  close(): void {
    for (const off of this.#off) off();
    this.#flow.close();
    this.#outbox.close();
    this.#mesh.close();
    this.#media.close();
    this.#line.close();
  }

  snapshot(): CallSnapshot {
    const { state } = this.#line;
    const { view, me } = state;
    const peers = [...this.#mesh.pairs.values()].map((pair) => this.#peer(pair, state));
    return {
      callId: view.call_session_id,
      roomId: view.room_id,
      callType: view.call_type,
      phase: phaseOf(state, this.#service.status, peers.map((peer) => peer.phase)),
      connectedAtMs: view.connected_at ? Date.parse(view.connected_at) : null,
      isHost: view.participants.some((p) => p.user === me && p.role === "host"),
      participants: view.participants,
      peers,
      local: { muted: this.#media.muted, cameraOn: this.#media.cameraOn, video: this.#media.tracks.video },
      chat: this.#chat,
    };
  }

  #peer(pair: Pair, state: CallState): PeerSnapshot {
    const participant = state.view.participants.find((p) => p.user === pair.peer);
    const quality = this.#flow.quality(pair.link);
    const linked = pair.state === "connected";
    return {
      user: pair.peer,
      phase: peerPhaseOf({
        away: participant?.status === "Reconnecting",
        linked,
        silent: quality === "lost",
        before: this.#heardBefore.has(pair.peer),
      }),
      quality,
      stream: pair.link?.stream ?? null,
      cameraOn: participant?.camera_on ?? false,
      muted: participant?.muted ?? false,
    };
  }

  #onLinks(): void {
    for (const [peer, link] of this.links) if (link.state === "connected") this.#heardBefore.add(peer);
    this.changes.emit();
  }

  #onState(state: CallState): void {
    this.#mesh.roster(peersOf(state));
    if (state.seat === "joined") this.#outbox.opened();
    this.changes.emit();
  }

  #perform(effect: CallEffect): void {
    switch (effect.effect) {
      case "seated":
        this.#mesh.seated(newId(), peersOf(this.#line.state));
        return this.#tellFlags();
      case "renegotiate":
        this.#mesh.renegotiate();
        return this.#tellFlags();
      case "signal":
        return this.#mesh.receive(effect.signal.from_user, effect.signal);
      case "peer_left":
        if (effect.reason !== "taken_over") this.#outbox.forget(effect.user);
        return this.news.emit({ news: "peer_left", user: effect.user, reason: effect.reason });
      case "peer_rejected":
        return this.news.emit({ news: "rejected", user: effect.user, reason: effect.reason });
      case "muted_by_host":
        return this.#obeyHost();
      case "departed":
        this.close();
        return this.news.emit({ news: "departed", departure: effect.departure });
    }
  }

  #obeyHost(): void {
    if (this.#media.muted || performance.now() - this.#switchedAt < echoMs) return;
    this.#media.setMuted(true);
    this.news.emit({ news: "muted_by_host" });
    this.changes.emit();
  }

  #switched(): void {
    this.#switchedAt = performance.now();
    this.#tellFlags();
    this.changes.emit();
  }

  /** The service never stores the flags: they are told at every seat and after every loss of its memory. */
  #tellFlags(): void {
    const flags = { muted: this.#media.muted, camera_on: this.#media.cameraOn };
    this.#line.call("update_media_state", flags).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      if (!this.isOver) console.debug("The media flags were not taken; the next seat repeats them.", error.code);
    });
  }

  #heard(line: ChatLine): void {
    this.#chat = [...this.#chat, line].slice(-chatLimit);
    this.changes.emit();
  }
}

function peersOf(state: CallState): string[] {
  return state.view.participants.filter((p) => p.user !== state.me && isInCall(p.status)).map((p) => p.user);
}

function configuration(line: CallLine): RTCConfiguration {
  const iceServers = line.iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username ? { username } : {}),
    ...(credential ? { credential } : {}),
  }));
  return { iceServers, bundlePolicy: "max-bundle" };
}
