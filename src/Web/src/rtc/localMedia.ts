import { Emitter } from "../client/emitter";
import type { CallType } from "../protocol/words";
import { isSecurePage, MediaRefused, problemOf } from "./mediaProblem";
import type { LocalTracks, MediaKind } from "./peerLink";
import type { VideoSize } from "./videoSize";

export interface TrackChange {
  kind: MediaKind;
  track: MediaStreamTrack | null;
}

const audioWish: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * This page's microphone and camera. Muting keeps the microphone open and sends silence, so unmuting is instant; a
 * camera that is off is really released (its light goes out), and switching it on asks for the device again.
 */
export class LocalMedia {
  readonly changes = new Emitter<TrackChange>();
  readonly #size: VideoSize;
  #audio: MediaStreamTrack | null;
  #video: MediaStreamTrack | null;
  #muted = false;
  #cameraTurn: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(size: VideoSize, tracks: LocalTracks) {
    this.#size = size;
    this.#audio = tracks.audio;
    this.#video = tracks.video;
    this.#watch("audio", this.#audio);
    this.#watch("video", this.#video);
  }

  /**
   * Asks for what a call of this type needs. A call needs a microphone; a video call without any camera goes on with
   * sound alone. Everything else that goes wrong is thrown as {@link MediaRefused}.
   */
  static async open(type: CallType, size: VideoSize, camera = true): Promise<LocalMedia> {
    const wantsCamera = type === "Video" && camera;
    try {
      return new LocalMedia(size, tracksOf(await ask({ audio: audioWish, video: wantsCamera && videoWish(size) })));
    } catch (error) {
      const problem = problemOf(error);
      if (!wantsCamera || problem !== "no_device") throw new MediaRefused(problem, "microphone");
    }
    try {
      return new LocalMedia(size, tracksOf(await ask({ audio: audioWish, video: false })));
    } catch (error) {
      throw new MediaRefused(problemOf(error), "microphone");
    }
  }

  get tracks(): LocalTracks {
    return { audio: this.#audio, video: this.#video };
  }

  get muted(): boolean {
    return this.#muted || this.#audio === null;
  }

  get cameraOn(): boolean {
    return this.#video !== null;
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    if (this.#audio) this.#audio.enabled = !muted;
  }

  /** One switch after another: a double click must not leave a second camera running. Throws {@link MediaRefused}. */
  setCamera(on: boolean): Promise<void> {
    const turn = this.#cameraTurn.then(() => (on ? this.#startCamera() : this.#stop("video")));
    this.#cameraTurn = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    this.#closed = true;
    this.#stop("audio");
    this.#stop("video");
  }

  async #startCamera(): Promise<void> {
    if (this.#video || this.#closed) return;
    try {
      const { video } = tracksOf(await ask({ audio: false, video: videoWish(this.#size) }));
      if (this.#closed) return video?.stop();
      this.#use("video", video);
    } catch (error) {
      throw new MediaRefused(problemOf(error), "camera");
    }
  }

  /** A device that goes away (unplugged, taken back by the system): another microphone is tried, a camera is off. */
  #watch(kind: MediaKind, track: MediaStreamTrack | null): void {
    track?.addEventListener("ended", () => {
      if (this.tracks[kind] !== track) return;
      this.#stop(kind);
      if (kind === "audio") void this.#replaceMicrophone();
    });
  }

  async #replaceMicrophone(): Promise<void> {
    try {
      const { audio } = tracksOf(await ask({ audio: audioWish, video: false }));
      if (this.#closed) return audio?.stop();
      this.#use("audio", audio);
      this.setMuted(this.#muted);
    } catch (error) {
      console.warn("The microphone went away and there is no other.", problemOf(error));
    }
  }

  #stop(kind: MediaKind): void {
    const track = this.tracks[kind];
    if (!track) return;
    this.#use(kind, null);
    track.stop();
  }

  #use(kind: MediaKind, track: MediaStreamTrack | null): void {
    if (kind === "audio") this.#audio = track;
    else this.#video = track;
    this.#watch(kind, track);
    this.changes.emit({ kind, track });
  }
}

async function ask(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const { mediaDevices } = navigator;
  if (!isSecurePage({ isSecureContext, mediaDevices })) throw new DOMException("insecure page", "SecurityError");
  return await mediaDevices.getUserMedia(constraints);
}

function tracksOf(stream: MediaStream): LocalTracks {
  return { audio: stream.getAudioTracks()[0] ?? null, video: stream.getVideoTracks()[0] ?? null };
}

function videoWish({ width, height, frameRate }: VideoSize): MediaTrackConstraints {
  return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frameRate, max: frameRate } };
}
