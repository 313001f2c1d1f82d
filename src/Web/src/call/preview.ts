import type { CallType } from "../protocol/words";
import { LocalMedia } from "../rtc/localMedia";
import { MediaRefused, type MediaProblem } from "../rtc/mediaProblem";
import type { MediaManner, MediaWish } from "../rtc/mediaRequest";

export interface PreviewDevice {
  readonly on: boolean;
  /** Why it is not on though it was wanted; null when it is, or was not wanted. */
  readonly problem: MediaProblem | null;
}

/** What the user sees and hears of themselves before a call; nobody else does. */
export class Preview {
  readonly type: CallType;
  readonly #changed: () => void;
  #media: LocalMedia;
  readonly #manner: MediaManner;
  #problems: { microphone: MediaProblem | null; camera: MediaProblem | null } = { microphone: null, camera: null };
  #opening: Promise<void> = Promise.resolve();
  #isOpening = false;
  #isClosed = false;

  constructor(type: CallType, manner: MediaManner, changed: () => void) {
    this.type = type;
    this.#manner = manner;
    this.#changed = changed;
    this.#media = LocalMedia.closed(manner);
  }

  /** The browser is asking the user, or the devices are starting. */
  get isOpening(): boolean {
    return this.#isOpening;
  }

  get microphone(): PreviewDevice {
    return { on: !this.#media.muted, problem: this.#problems.microphone };
  }

  get camera(): PreviewDevice {
    return { on: this.#media.cameraOn, problem: this.#problems.camera };
  }

  get video(): MediaStreamTrack | null {
    return this.#media.tracks.video;
  }

  /** How loud it is at the microphone, 0 to 1. */
  level(): number {
    return this.#media.level();
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#try("microphone", () => this.#media.setMicrophone(on));
  }

  /** An audio call begins without a camera. */
  setCamera(on: boolean): Promise<void> {
    return this.#try("camera", () => this.#media.setCamera(on && this.type === "Video"));
  }

  /** Goes over to another device. Throws {@link MediaRefused}. */
  async use(kind: "microphone" | "camera", id: string): Promise<void> {
    await this.#media.use(kind, id);
    this.#changed();
  }

  /** Once, by the desk. What cannot be had is in `microphone` and `camera` afterwards. */
  open({ microphone = true, camera = true }: MediaWish): Promise<void> {
    this.#opening = this.#open({ microphone, camera: camera && this.type === "Video" });
    return this.#opening;
  }

  close(): void {
    this.#isClosed = true;
    this.#media.close();
  }

  /** The devices go over to a call, which closes them; those that are still being opened, too. */
  async give(): Promise<LocalMedia> {
    await this.#opening;
    return this.#media;
  }

  async #open(wish: Required<MediaWish>): Promise<void> {
    this.#isOpening = true;
    this.#changed();
    try {
      const media = await LocalMedia.open(this.type, this.#manner, wish);
      if (this.#isClosed) return media.close();
      this.#media = media;
      if (!wish.microphone) media.setMuted(true);
      if (wish.camera && !media.cameraOn) this.#problems.camera = "no_device";
    } catch (error) {
      await this.#openApart(wish, problemIn(error));
    } finally {
      this.#isOpening = false;
      this.#changed();
    }
  }

  /** Both together could not be had; one of them may. A user who has just said no is not asked again. */
  async #openApart(wish: Required<MediaWish>, problem: MediaProblem): Promise<void> {
    if (problem === "dismissed" || problem === "insecure" || wish.microphone !== wish.camera) {
      this.#problems = { microphone: wish.microphone ? problem : null, camera: wish.camera ? problem : null };
      return;
    }
    await this.setMicrophone(true);
    await this.setCamera(true);
  }

  async #try(kind: "microphone" | "camera", step: () => Promise<void>): Promise<void> {
    try {
      await step();
      this.#problems[kind] = null;
    } catch (error) {
      this.#problems[kind] = problemIn(error);
    }
    this.#changed();
  }
}

function problemIn(error: unknown): MediaProblem {
  if (!(error instanceof MediaRefused)) throw error;
  return error.problem;
}
