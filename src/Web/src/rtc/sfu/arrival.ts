import type { LinkSample } from "../linkSample";
import type { MediaLink } from "../mediaLink";
import type { Expected } from "../packetFlow";
import { sampleNow } from "../sampleNow";

const everyMs = 150;
/** Somebody who should be heard or seen by now and is not will not be waited for: their devices may send nothing. */
const patienceMs = 4_000;

/** Whether what should come has come: the first packets of the voice, the first frame of the camera. Pure. */
export function hasCome(sample: Pick<LinkSample, "inbound" | "cameraFrames">, expected: Expected, connectedForMs: number): boolean {
  if (connectedForMs >= patienceMs) return true;
  const heard = !expected.sound || sample.inbound.audio.packets > 0;
  const seen = !expected.picture || sample.cameraFrames > 0;
  return heard && seen;
}

/** Waits until a connection, the present one, brings its media, and tells it once. */
export class Arrival {
  readonly #link: () => MediaLink | null;
  readonly #expected: () => Expected;
  readonly #come: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connectedMs: number | null = null;
  #closed = false;

  constructor(link: () => MediaLink | null, expected: () => Expected, come: () => void) {
    this.#link = link;
    this.#expected = expected;
    this.#come = come;
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    if (!this.#closed) this.#timer = setTimeout(() => void this.#look(), everyMs);
  }

  async #look(): Promise<void> {
    const link = this.#link();
    if (link?.state !== "connected") this.#connectedMs = null;
    else if (await this.#hasCome(link)) {
      if (this.#closed) return;
      this.close();
      return this.#come();
    }
    this.#arm();
  }

  async #hasCome(link: MediaLink): Promise<boolean> {
    const now = performance.now();
    this.#connectedMs ??= now;
    const since = this.#connectedMs;
    const sample = await sampleNow(link);
    return sample !== null && hasCome(sample, this.#expected(), now - since);
  }
}
