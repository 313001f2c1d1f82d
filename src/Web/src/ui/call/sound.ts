import { strings } from "../../strings";
import { button } from "../dom";

/** Plays what comes in. A page without a gesture may not make sound: then a button asks the user for one. */
export class Sound {
  readonly ask = button("hear", strings.hearThem, () => void this.play(), "primary");
  readonly #media: HTMLMediaElement;

  constructor(media: HTMLMediaElement) {
    this.#media = media;
    this.ask.hidden = true;
  }

  /** What is played. */
  get track(): MediaStreamTrack | null {
    return this.#media.srcObject instanceof MediaStream ? (this.#media.srcObject.getAudioTracks()[0] ?? null) : null;
  }

  show(stream: MediaStream | null): void {
    if (this.#media.srcObject === stream) return;
    this.#media.srcObject = stream;
    if (stream) void this.play();
  }

  /** `NotAllowedError`: the browser wants a gesture. `AbortError`: another stream has come meanwhile, which is played then. */
  async play(): Promise<void> {
    try {
      await this.#media.play();
      this.ask.hidden = true;
    } catch (error) {
      this.ask.hidden = !(error instanceof DOMException && error.name === "NotAllowedError");
    }
  }
}
