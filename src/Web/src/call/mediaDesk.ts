import { Emitter } from "../client/emitter";
import type { CallType } from "../protocol/words";
import { LocalMedia } from "../rtc/localMedia";
import { MediaRefused, type MediaProblem } from "../rtc/mediaProblem";
import type { VideoSize } from "../rtc/videoSize";

/** Devices that nobody has taken by then are released: the light of an unused camera is a promise broken. */
const unusedMs = 15_000;

/** Opens the user's devices before a call, so that a refusal stops the call before anybody's phone rings. */
export class MediaDesk {
  /** The last reason why devices could not be had; null when they could. */
  readonly problems = new Emitter<MediaProblem | null>();
  /** Somebody wants the user to be told how to give permission. */
  readonly helpRequests = new Emitter<MediaProblem>();
  /** A video call goes on without a camera, because there is none. */
  readonly cameraMissing = new Emitter<void>();
  readonly #size: VideoSize;
  #ready: { type: CallType; media: LocalMedia } | null = null;
  #problem: MediaProblem | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(size: VideoSize) {
    this.#size = size;
  }

  get problem(): MediaProblem | null {
    return this.#problem;
  }

  /** Asks the user for the devices of such a call and keeps them ready for it. Throws {@link MediaRefused}. */
  async prepare(type: CallType, camera = true): Promise<void> {
    this.#release();
    const media = await this.#open(type, camera);
    this.#release(); // of somebody who has asked meanwhile
    this.#ready = { type, media };
    this.#timer = setTimeout(() => this.#release(), unusedMs);
  }

  /** The devices for a call: those made ready for it, or newly asked for. */
  async take(type: CallType): Promise<LocalMedia> {
    const ready = this.#ready;
    if (ready?.type !== type) {
      this.#release();
      return await this.#open(type, true);
    }
    clearTimeout(this.#timer);
    this.#ready = null;
    return ready.media;
  }

  showHelp(): void {
    this.helpRequests.emit(this.#problem ?? "blocked");
  }

  async #open(type: CallType, camera: boolean): Promise<LocalMedia> {
    try {
      const media = await LocalMedia.open(type, this.#size, camera);
      this.#note(null);
      if (type === "Video" && camera && !media.cameraOn) this.cameraMissing.emit();
      return media;
    } catch (error) {
      this.#note(error instanceof MediaRefused ? error.problem : "unknown");
      throw error;
    }
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#ready?.media.close();
    this.#ready = null;
  }

  #note(problem: MediaProblem | null): void {
    this.#problem = problem;
    this.problems.emit(problem);
  }
}
