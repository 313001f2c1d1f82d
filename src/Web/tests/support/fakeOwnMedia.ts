import type { OwnFlags } from "../../src/client/callState";
import { Emitter } from "../../src/client/emitter";
import { Refusal } from "../../src/protocol/errors";
import type { TrackChange } from "../../src/rtc/localMedia";
import { settle } from "./fakeHub";

/** Requests on their way to the service, its flags, and its events on their way back: each moves when the test says so. */
export class FakeService {
  flags: OwnFlags = { muted: false, camera_on: false, screen_sharing: false, hand_raised: false };
  readonly events: Partial<OwnFlags>[] = [];
  readonly asked: Partial<OwnFlags>[] = [];
  readonly #answers: { flags: Partial<OwnFlags>; taken: () => void; refused: (refusal: Refusal) => void }[] = [];
  isOpen = true;

  tell = (flags: Partial<OwnFlags>): Promise<void> =>
    new Promise((taken, refused) => {
      this.asked.push(flags);
      this.#answers.push({ flags, taken, refused });
    });

  get waiting(): number {
    return this.#answers.length;
  }

  /** Does the request and answers it. */
  async take(): Promise<void> {
    const request = this.#answers.shift();
    if (!request) return;
    this.change(request.flags);
    request.taken();
    await settle();
  }

  /** Refuses the request; `acts`: it was done all the same. */
  async refuse(code: "unavailable" | "not_a_participant", acts = false): Promise<void> {
    const request = this.#answers.shift();
    if (!request) return;
    if (acts) this.change(request.flags);
    request.refused(new Refusal(code, ""));
    await settle();
  }

  /** Only what becomes another value is told. */
  change(flags: Partial<OwnFlags>): void {
    const news = Object.entries(flags).filter(([name, value]) => this.flags[name as keyof OwnFlags] !== value);
    this.flags = { ...this.flags, ...flags };
    if (news.length > 0) this.events.push(Object.fromEntries(news));
  }

  /** Makes one event of the oldest two. */
  gather(): void {
    const [first, second] = this.events.splice(0, 2);
    if (first) this.events.unshift({ ...first, ...second });
  }

  mute(): void {
    this.change({ muted: true });
  }
}

/** A microphone and a camera without devices. */
export class FakeMedia {
  readonly changes = new Emitter<TrackChange>();
  muted = false;
  cameraOn = false;
  screenOn = false;
  setMuted = (muted: boolean): void => void (this.muted = muted);
  close = (): void => undefined;

  setCamera = (on: boolean): Promise<void> => {
    this.cameraOn = on;
    this.changes.emit({ kind: "video", track: null });
    return Promise.resolve();
  };
}
