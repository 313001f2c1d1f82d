import type { LocalMedia } from "../rtc/localMedia";
import type { MediaLink } from "../rtc/mediaLink";
import { activeSpeaker, hear, silent, type Voice } from "../rtc/voice";

export interface VoiceWatchOptions {
  readonly links: () => ReadonlyMap<string, MediaLink>;
  readonly media: Pick<LocalMedia, "level">;
  readonly changed: () => void;
}

const everyMs = 100;
/** Of RFC 6464 levels, 0 to 1 and linear: about 34 dB below the loudest. */
const remoteLoud = 0.02;
/** Of the meter's scale, which is decibels: a voice at a desk is above it, a fan is not. */
const localLoud = 0.4;

/** Who speaks, ten times a second. */
export class VoiceWatch {
  readonly #options: VoiceWatchOptions;
  #voices: ReadonlyMap<string, Voice> = new Map();
  #own: Voice = silent;
  #active: string | null = null;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(options: VoiceWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#listen(), everyMs);
  }

  isSpeaking(peer: string): boolean {
    return this.#voices.get(peer)?.isSpeaking ?? false;
  }

  /** Talks into the microphone, whether it is muted or not. */
  get isOwnSpeaking(): boolean {
    return this.#own.isSpeaking;
  }

  get active(): string | null {
    return this.#active;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #listen(): void {
    const nowMs = performance.now();
    const before = this.#shown();
    const heard = [...this.#options.links()].map(([peer, link]) => {
      const voice = this.#voices.get(peer) ?? silent;
      return [peer, hear(voice, link.audioLevel() > remoteLoud, nowMs)] as const;
    });
    this.#voices = new Map(heard);
    this.#own = hear(this.#own, this.#options.media.level() > localLoud, nowMs);
    this.#active = activeSpeaker(this.#active, this.#voices);
    if (this.#shown() !== before) this.#options.changed();
  }

  #shown(): string {
    const speaking = [...this.#voices].filter(([, voice]) => voice.isSpeaking).map(([peer]) => peer);
    return JSON.stringify([speaking, this.#own.isSpeaking, this.#active]);
  }
}
