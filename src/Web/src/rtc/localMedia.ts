import { Emitter } from "../client/emitter";
import type { CallType } from "../protocol/words";
import { meterFor, type LevelMeter } from "./levelMeter";
import { MediaRefused } from "./mediaProblem";
import { openScreen, openTrack, openTracks, type MediaManner, type MediaWish } from "./mediaRequest";
import { noTracks, type LocalTracks, type MediaKind } from "./peerLink";

export type { MediaWish } from "./mediaRequest";

export interface TrackChange {
  kind: MediaKind;
  track: MediaStreamTrack | null;
}

/**
 * What this page sends: microphone, camera, screen. Muting keeps the microphone open and sends silence, so unmuting is
 * instant; a camera that is off is really released (its light goes out), and switching it on asks for the device again.
 * Any of them may be missing: who has none listens.
 */
export class LocalMedia {
  readonly changes = new Emitter<TrackChange>();
  readonly #manner: MediaManner;
  readonly #turns = new Map<MediaKind, Promise<unknown>>();
  #tracks: LocalTracks = noTracks;
  #muted = false;
  #meter: LevelMeter | null = null;
  #closed = false;

  private constructor(manner: MediaManner, tracks: Partial<LocalTracks>) {
    this.#manner = manner;
    this.#tracks = { ...noTracks, ...tracks };
    for (const kind of ["audio", "video"] as const) this.#watch(kind, this.#tracks[kind]);
  }

  /**
   * Asks for what a call of this type begins with, as far as it is wanted; an audio call has a camera only when that is
   * said. What is to have a camera and finds none goes on with sound alone. Everything else that goes wrong is thrown as {@link MediaRefused}.
   */
  static async open(type: CallType, manner: MediaManner, { microphone = true, camera = type === "Video" }: MediaWish = {}): Promise<LocalMedia> {
    return new LocalMedia(manner, await openTracks({ microphone, camera }, manner));
  }

  /** With nothing open: for who only listens, or opens devices one by one. */
  static closed(manner: MediaManner): LocalMedia {
    return new LocalMedia(manner, noTracks);
  }

  get tracks(): LocalTracks {
    return this.#tracks;
  }

  get muted(): boolean {
    return this.#muted || this.#tracks.audio === null;
  }

  get hasMicrophone(): boolean {
    return this.#tracks.audio !== null;
  }

  get cameraOn(): boolean {
    return this.#tracks.video !== null;
  }

  get screenOn(): boolean {
    return this.#tracks.screen !== null;
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    if (this.#tracks.audio) this.#tracks.audio.enabled = !muted;
  }

  /** As {@link setMuted}, and asks for a microphone where there is none. Throws {@link MediaRefused}. */
  async setMicrophone(on: boolean): Promise<void> {
    this.setMuted(!on);
    if (on) await this.#inTurn("audio", () => this.#start("audio", () => openTrack("microphone", this.#manner)));
  }

  /** One switch after another: a double click must not leave a second camera running. Throws {@link MediaRefused}. */
  setCamera(on: boolean): Promise<void> {
    return this.#inTurn("video", () => this.#set("video", on, () => openTrack("camera", this.#manner)));
  }

  /** Shows a window or screen that the user picks; ends when they stop it in the browser's bar, too. */
  setScreen(on: boolean): Promise<void> {
    return this.#inTurn("screen", () => this.#set("screen", on, openScreen));
  }

  /** Goes over to another device where one is open; no renegotiation. Throws {@link MediaRefused}; the old one stays. */
  use(device: "microphone" | "camera", id: string): Promise<void> {
    const kind = device === "microphone" ? "audio" : "video";
    return this.#inTurn(kind, () => this.#exchange(kind, device, id));
  }

  /** How loud it is at the microphone, 0 to 1; also while it is muted. */
  level(): number {
    this.#meter ??= meterFor(this.#tracks.audio);
    return this.#meter?.level() ?? 0;
  }

  /** Gives all devices back, each when what is under way with it is done; the call goes on. */
  release(): void {
    for (const kind of ["audio", "video", "screen"] as const) void this.#inTurn(kind, async () => this.#stop(kind));
  }

  close(): void {
    this.#closed = true;
    for (const kind of ["audio", "video", "screen"] as const) this.#stop(kind);
  }

  #inTurn(kind: MediaKind, step: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(kind) ?? Promise.resolve()).then(step);
    this.#turns.set(kind, turn.catch(() => undefined)); // whoever asked is told; the next turn goes on
    return turn;
  }

  async #set(kind: MediaKind, on: boolean, open: () => Promise<MediaStreamTrack | null>): Promise<void> {
    if (on) await this.#start(kind, open);
    else this.#stop(kind);
  }

  async #start(kind: MediaKind, open: () => Promise<MediaStreamTrack | null>): Promise<void> {
    if (this.#tracks[kind] || this.#closed) return;
    const track = await open();
    if (this.#closed) return track?.stop();
    this.#use(kind, track);
  }

  async #exchange(kind: "audio" | "video", device: "microphone" | "camera", id: string): Promise<void> {
    const old = this.#tracks[kind];
    if (!old || this.#closed) return;
    const track = await this.#openBeside(old, device, id);
    if (this.#closed) return track?.stop();
    this.#use(kind, track);
    old.stop();
  }

  /** Some machines open one camera at a time: then the old one has to go first. */
  async #openBeside(old: MediaStreamTrack, device: "microphone" | "camera", id: string): Promise<MediaStreamTrack | null> {
    try {
      return await openTrack(device, this.#manner, id);
    } catch (error) {
      if (!(error instanceof MediaRefused) || error.problem !== "busy" || device !== "camera") throw error;
    }
    this.#stop("video");
    old.stop();
    return await openTrack(device, this.#manner, id);
  }

  /** A device that goes away (unplugged, taken back by the system): another microphone is tried, the rest is off. */
  #watch(kind: MediaKind, track: MediaStreamTrack | null): void {
    track?.addEventListener("ended", () => {
      if (this.#tracks[kind] !== track) return;
      this.#stop(kind);
      if (kind === "audio") void this.#replaceMicrophone();
    });
  }

  async #replaceMicrophone(): Promise<void> {
    try {
      await this.#inTurn("audio", () => this.#start("audio", () => openTrack("microphone", this.#manner)));
    } catch (error) {
      if (!(error instanceof MediaRefused)) throw error;
      console.warn("The microphone went away and there is no other.", error.problem);
    }
  }

  #stop(kind: MediaKind): void {
    const track = this.#tracks[kind];
    if (!track) return;
    this.#use(kind, null);
    track.stop();
  }

  #use(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#tracks = { ...this.#tracks, [kind]: track };
    if (kind === "audio") this.#measureAnew();
    this.#watch(kind, track);
    this.setMuted(this.#muted);
    this.changes.emit({ kind, track });
  }

  #measureAnew(): void {
    this.#meter?.close();
    this.#meter = null;
  }
}
