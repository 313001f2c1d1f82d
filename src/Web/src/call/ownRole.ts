import type { MediaRole } from "../protocol/words";
import type { LocalMedia } from "../rtc/localMedia";
import { MediaRefused, type MediaProblem } from "../rtc/mediaProblem";
import type { OwnMedia } from "./ownMedia";

export interface OwnRoleOptions {
  readonly media: Pick<LocalMedia, "release">;
  readonly own: Pick<OwnMedia, "handRaised" | "setHand" | "setMicrophone" | "setListens">;
  /** The role is another one by somebody's decision. */
  readonly changed: (role: MediaRole) => void;
  /** Whoever was let speak has no microphone. */
  readonly refused: (problem: MediaProblem) => void;
}

/**
 * Whether this user may send. A listener has no open devices. Who has raised a hand and is let speak is asked for the
 * microphone, and the hand goes down; everybody else switches it on when they want to.
 */
export class OwnRole {
  readonly #options: OwnRoleOptions;
  #role: MediaRole | null = null;

  constructor(options: OwnRoleOptions) {
    this.#options = options;
  }

  get isListener(): boolean {
    return this.#role === "listener";
  }

  follow(role: MediaRole): void {
    const before = this.#role;
    if (role === before) return;
    this.#role = role;
    if (role === "listener" || before !== null) this.#options.own.setListens(role === "listener");
    if (role === "listener") this.#options.media.release();
    else if (before !== null) void this.#speak();
    if (before !== null) this.#options.changed(role);
  }

  async #speak(): Promise<void> {
    const { own, refused } = this.#options;
    if (!own.handRaised) return;
    own.setHand(false);
    try {
      await own.setMicrophone(true);
    } catch (error) {
      if (!(error instanceof MediaRefused)) throw error;
      refused(error.problem);
    }
  }
}
