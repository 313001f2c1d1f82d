import type { Unsubscribe } from "../client/emitter";
import { isRefusal } from "../protocol/errors";
import type { MediaState } from "../protocol/operations";
import type { LocalMedia, TrackChange } from "../rtc/localMedia";

export interface OwnMediaOptions {
  readonly media: LocalMedia;
  /** Tells the service, and by it the others. */
  readonly tell: (flags: MediaState) => Promise<unknown>;
  readonly trackChanged: (change: TrackChange) => void;
  readonly changed: () => void;
}

/** An own flag that comes back from the service this soon is the echo of an earlier switch, not the host's will. */
const echoMs = 1_000;

/** This user's devices as part of a call: every switch is told to the others. */
export class OwnMedia {
  readonly #options: OwnMediaOptions;
  readonly #off: Unsubscribe;
  #switchedAt = -echoMs;

  constructor(options: OwnMediaOptions) {
    this.#options = options;
    this.#off = options.media.changes.on((change) => {
      options.trackChanged(change);
      this.#switched();
    });
  }

  setMuted(muted: boolean): void {
    this.#options.media.setMuted(muted);
    this.#switched();
  }

  async setCamera(on: boolean): Promise<void> {
    await this.#options.media.setCamera(on);
  }

  /** False when there was nothing to obey. */
  muteForHost(): boolean {
    const { media } = this.#options;
    if (media.muted || performance.now() - this.#switchedAt < echoMs) return false;
    media.setMuted(true);
    this.#options.changed();
    return true;
  }

  /** The service never stores the flags: they are told at every seat and after every loss of its memory. */
  tell(): void {
    const { media, tell } = this.#options;
    tell({ muted: media.muted, camera_on: media.cameraOn }).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      console.debug("The media flags were not taken; the next seat repeats them.", error.code);
    });
  }

  close(): void {
    this.#off();
    this.#options.media.close();
  }

  #switched(): void {
    this.#switchedAt = performance.now();
    this.tell();
    this.#options.changed();
  }
}
