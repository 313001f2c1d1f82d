import { isFrozen, look, noFlow, type Expected, type Flow, type LinkDetails, type Quality } from "../rtc/packetFlow";
import type { MediaLink } from "../rtc/mediaLink";
import { sampleNow } from "../rtc/sampleNow";
import { poorSince, suggestsCameraOff, uplinkOf, type PoorSince, type Uplink } from "../rtc/uplink";

export interface FlowWatchOptions {
  readonly links: () => ReadonlyMap<string, MediaLink>;
  /** What a peer should send, by what it says of itself; and what this page sends. */
  readonly expected: (peer: string, link: MediaLink) => Expected;
  readonly sending: () => Expected;
  /** Something else is to be shown now; details alone are not told. */
  readonly changed: () => void;
}

const everyMs = 1_000;

/** Looks at every connection's statistics once a second: browsers report a silence only after some six seconds. */
export class FlowWatch {
  readonly #options: FlowWatchOptions;
  readonly #flows = new Map<MediaLink, Flow>();
  #poorSince: PoorSince = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: FlowWatchOptions) {
    this.#options = options;
    this.#arm();
  }

  of(link: MediaLink | null): { quality: Quality; details: LinkDetails; frozen: boolean } {
    const flow = (link && this.#flows.get(link)) ?? noFlow;
    return { quality: flow.down.quality, details: flow.down.details, frozen: isFrozen(flow) };
  }

  get uplink(): Uplink {
    return uplinkOf([...this.#flows].flatMap(([{ way }, flow]) => (way === "down" ? [] : [flow.up])));
  }

  get suggestsCameraOff(): boolean {
    return suggestsCameraOff(this.#poorSince, performance.now());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    if (!this.#closed) this.#timer = setTimeout(() => void this.#look(), everyMs);
  }

  async #look(): Promise<void> {
    const links = this.#options.links();
    const before = this.#shown();
    const present = new Set(links.values());
    for (const link of this.#flows.keys()) if (!present.has(link)) this.#flows.delete(link);
    await Promise.all([...links].map(([peer, link]) => this.#lookAt(peer, link))).finally(() => this.#arm());
    const { picture } = this.#options.sending();
    this.#poorSince = poorSince(this.#poorSince, this.uplink.quality, picture, performance.now());
    if (!this.#closed && this.#shown() !== before) this.#options.changed();
  }

  async #lookAt(peer: string, link: MediaLink): Promise<void> {
    if (link.state !== "connected") return void this.#flows.delete(link);
    const sample = await sampleNow(link);
    if (!sample) return; // it is asked again with the next look
    const { expected, sending } = this.#options;
    this.#flows.set(link, look(this.#flows.get(link) ?? noFlow, sample, expected(peer, link), sending(), link.way === "down"));
  }

  /** All of it that is news when it changes. */
  #shown(): string {
    const judged = [...this.#flows.values()].filter((flow) => flow.down.score !== null);
    const flows = judged.map((flow) => `${flow.down.quality} ${isFrozen(flow)}`);
    return [...flows, this.uplink.quality, this.suggestsCameraOff].join();
  }
}

