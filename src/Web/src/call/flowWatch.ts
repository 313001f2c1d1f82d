import type { PeerLink } from "../rtc/peerLink";
import { look, noFlow, sampleOf, type Flow, type Quality } from "../rtc/packetFlow";

const everyMs = 1_000;

/** Looks at every connection's statistics once a second: browsers report a silence only after some six seconds. */
export class FlowWatch {
  readonly #links: () => ReadonlyMap<string, PeerLink>;
  readonly #changed: () => void;
  readonly #flows = new Map<PeerLink, Flow>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(links: () => ReadonlyMap<string, PeerLink>, changed: () => void) {
    this.#links = links;
    this.#changed = changed;
    this.#arm();
  }

  quality(link: PeerLink | null): Quality {
    return (link && this.#flows.get(link)?.quality) ?? "unknown";
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    if (!this.#closed) this.#timer = setTimeout(() => void this.#look(), everyMs);
  }

  async #look(): Promise<void> {
    const links = [...this.#links().values()];
    for (const link of this.#flows.keys()) if (!links.includes(link)) this.#flows.delete(link);
    const changes = await Promise.all(links.map((link) => this.#lookAt(link)));
    if (changes.includes(true) && !this.#closed) this.#changed();
    this.#arm();
  }

  async #lookAt(link: PeerLink): Promise<boolean> {
    if (link.state !== "connected") return this.#flows.delete(link);
    const before = this.#flows.get(link) ?? noFlow;
    const report = await link.connection.getStats();
    const after = look(before, sampleOf(report as unknown as Iterable<readonly [string, unknown]>));
    this.#flows.set(link, after);
    return after.quality !== before.quality;
  }
}
