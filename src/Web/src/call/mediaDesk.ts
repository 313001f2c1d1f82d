import { Emitter } from "../client/emitter";
import type { CallType } from "../protocol/words";
import { LocalMedia } from "../rtc/localMedia";
import { MediaRefused, type MediaProblem } from "../rtc/mediaProblem";
import type { MediaManner, MediaWish } from "../rtc/mediaRequest";
import { Preview } from "./preview";

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
  /** Devices were opened: their names are known from now on. */
  readonly opened = new Emitter<void>();
  /** A preview was opened, closed, or shows something else. */
  readonly previews = new Emitter<void>();
  readonly #manner: MediaManner;
  #ready: { type: CallType; media: LocalMedia } | null = null;
  #preview: Preview | null = null;
  #asked: CallType = "Audio";
  #problem: MediaProblem | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(manner: MediaManner) {
    this.#manner = manner;
  }

  get problem(): MediaProblem | null {
    return this.#problem;
  }

  /** What the user looks at before a call of their own choice of devices; null when there is none. */
  get preview(): Preview | null {
    return this.#preview;
  }

  /**
   * Opens what is wanted for the user to look at. Never throws: what cannot be had is the preview's to say, and the
   * user may go into the call all the same. A call of this type takes the preview's devices as they are then.
   */
  async openPreview(type: CallType, wish: MediaWish = {}): Promise<Preview> {
    this.closePreview();
    this.#release();
    const preview = new Preview(type, this.#manner, () => this.previews.emit());
    this.#preview = preview;
    this.previews.emit();
    await preview.open(wish);
    this.opened.emit();
    return preview;
  }

  /** The user does not go into the call: the devices are released. */
  closePreview(): void {
    const preview = this.#preview;
    this.#preview = null;
    preview?.close();
    if (preview) this.previews.emit();
  }

  /** The kind of call that devices were last asked for. */
  get asked(): CallType {
    return this.#asked;
  }

  /** Asks the user for the devices of such a call and keeps them ready for it. Throws {@link MediaRefused}. */
  async prepare(type: CallType, wish: MediaWish = {}): Promise<void> {
    if (this.#preview?.type === type) return; // the user has seen what there is
    this.closePreview();
    this.#release();
    const media = await this.#open(type, wish);
    this.#release(); // of somebody who has asked meanwhile
    this.#ready = { type, media };
    this.#timer = setTimeout(() => this.#release(), unusedMs);
  }

  /** The devices for a call: those of the preview, those made ready for it, or newly asked for. */
  async take(type: CallType): Promise<LocalMedia> {
    const preview = this.#takePreview(type);
    if (preview) return await preview.give();
    const ready = this.#ready;
    if (ready?.type !== type) {
      this.#release();
      return await this.#open(type, {});
    }
    clearTimeout(this.#timer);
    this.#ready = null;
    return ready.media;
  }

  showHelp(): void {
    this.helpRequests.emit(this.#problem ?? "blocked");
  }

  /** A device could not be had in the middle of a call. */
  note(problem: MediaProblem | null): void {
    this.#problem = problem;
    this.problems.emit(problem);
  }

  #takePreview(type: CallType): Preview | null {
    const preview = this.#preview;
    if (preview?.type !== type) return null;
    this.#preview = null;
    this.previews.emit();
    return preview;
  }

  /** As {@link note}, and the user is told what would help. */
  refuse(problem: MediaProblem): void {
    this.note(problem);
    this.showHelp();
  }

  async #open(type: CallType, wish: MediaWish): Promise<LocalMedia> {
    this.#asked = type;
    try {
      const media = await LocalMedia.open(type, this.#manner, wish);
      this.note(null);
      this.opened.emit();
      if (type === "Video" && wish.camera !== false && !media.cameraOn) this.cameraMissing.emit();
      return media;
    } catch (error) {
      this.note(error instanceof MediaRefused ? error.problem : "unknown");
      throw error;
    }
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#ready?.media.close();
    this.#ready = null;
  }
}
