import type { OwnFlags } from "../client/callState";
import type { Unsubscribe } from "../client/emitter";
import { isPassing, pauseAfter } from "../client/insist";
import { isRefusal } from "../protocol/errors";
import type { MediaState } from "../protocol/operations";
import type { LocalMedia, TrackChange } from "../rtc/localMedia";
import { ask, catchUp, hear, refused, startTalk, taken, toAsk, unclear, type FlagTalk, type Heard } from "./ownFlags";

export interface OwnMediaOptions {
  readonly media: LocalMedia;
  /** The page was in this call before it was loaded: what the service has then is not older than what the page has. */
  readonly returning: boolean;
  /** False while this page has no seat to speak from. */
  readonly open: () => boolean;
  /** Tells the service, and by it the others. */
  readonly tell: (flags: MediaState) => Promise<unknown>;
  readonly trackChanged: (change: TrackChange) => void;
  readonly changed: () => void;
  /** The microphone was on and is off now, because the host wants it. */
  readonly mutedByHost: () => void;
}

/** A service that does not say what it has (of a large call) has at least not these. */
const rarelySet = { screen_sharing: false, hand_raised: false };

/**
 * This user's devices as part of a call. Page and service come to agree: the page asks for what it has until the
 * service has it, and obeys a mute that it has not asked for. Nobody but the user switches a microphone on.
 */
export class OwnMedia {
  readonly #options: OwnMediaOptions;
  readonly #off: Unsubscribe;
  #returning: boolean;
  /** Null before the first seat. */
  #talk: FlagTalk | null = null;
  #handRaised = false;
  #listens = false;
  #asking = false;
  #closed = false;

  constructor(options: OwnMediaOptions) {
    this.#options = options;
    this.#returning = options.returning;
    this.#off = options.media.changes.on((change) => {
      options.trackChanged(change);
      this.#switched();
    });
  }

  setMuted(muted: boolean): void {
    this.#options.media.setMuted(muted);
    this.#switched();
  }

  /** As {@link setMuted}, and asks for a microphone where there is none. Throws {@link MediaRefused}. */
  async setMicrophone(on: boolean): Promise<void> {
    const switching = this.#options.media.setMicrophone(on);
    this.#switched();
    await switching;
  }

  get handRaised(): boolean {
    return this.#handRaised;
  }

  setHand(raised: boolean): void {
    this.#handRaised = raised;
    this.#switched();
  }

  /** The service lets a listener have nothing on, and does not say so: what was asked for until now is answered with that. */
  setListens(listens: boolean): void {
    this.#listens = listens;
    if (this.#talk) this.#talk = startTalk(this.#talk.told);
    void this.#ask();
  }

  /** A new seat: the service has its flags of before, or none. */
  seated(told: OwnFlags | null): void {
    const before = this.#returning ? startTalk(this.#own) : null;
    this.#returning = false;
    if (before && told) this.#obey(catchUp(before, told));
    else this.forgotten(told);
  }

  /** The service has lost its memory: what it says of the flags is no decision of anybody. */
  forgotten(told: OwnFlags | null): void {
    this.#talk = startTalk({ ...rarelySet, ...told });
    void this.#ask();
  }

  /** Events were lost, and this is where they led. */
  caughtUp(told: OwnFlags | null): void {
    if (this.#talk) this.#obey(catchUp(this.#talk, told ?? {}));
  }

  /** An event about this user. */
  heard(change: Partial<OwnFlags>): void {
    if (this.#talk) this.#obey(hear(this.#talk, change));
  }

  /** The seat is (again) there: what has waited is said. */
  opened(): void {
    void this.#ask();
  }

  close(): void {
    this.#closed = true;
    this.#off();
    this.#options.media.close();
  }

  get #own(): OwnFlags {
    const { muted, cameraOn, screenOn } = this.#options.media;
    const sends = !this.#listens;
    return { muted: muted || !sends, camera_on: cameraOn && sends, screen_sharing: screenOn && sends, hand_raised: this.#handRaised };
  }

  #switched(): void {
    this.#options.changed();
    void this.#ask();
  }

  #obey({ talk, mutedByHost }: Heard): void {
    const { media, changed, mutedByHost: tellUser } = this.#options;
    this.#talk = talk;
    if (mutedByHost && !media.muted) {
      media.setMuted(true);
      changed();
      tellUser();
    }
    void this.#ask();
  }

  /** One request after another, until there is nothing to ask for. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (let failures = 0; this.#talk && !this.#closed && this.#options.open(); ) {
        const flags = toAsk(this.#talk, this.#own);
        if (Object.keys(flags).length === 0) break;
        this.#talk = ask(this.#talk, flags);
        const { after, pause } = await this.#tell(flags, failures);
        this.#talk = after(this.#talk, flags);
        if (pause === null) break;
        failures = pause > 0 ? failures + 1 : 0;
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } finally {
      this.#asking = false;
    }
  }

  /** What the answer means for the talk, and how long to wait before the next request; null: until there is news. */
  async #tell(flags: MediaState, failures: number): Promise<{ after: typeof taken; pause: number | null }> {
    try {
      await this.#options.tell(flags);
      return { after: taken, pause: 0 };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { code } = error;
      if (isPassing(error)) return { after: unclear, pause: pauseAfter(error, failures + 1) };
      console.debug("The media flags were not taken; the next seat repeats them.", code);
      return { after: refused, pause: null };
    }
  }
}
