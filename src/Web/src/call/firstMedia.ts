import { isRefusal } from "../protocol/errors";
import type { LinkDetails } from "../rtc/packetFlow";
import type { MediaLink } from "../rtc/mediaLink";

export interface FirstMediaOptions {
  /** What is known of a connection by now. */
  readonly details: (link: MediaLink) => LinkDetails;
  readonly report: (stats: CallStats) => Promise<unknown>;
}

/** What this page measured, as `report_call_stats` takes it. */
export interface CallStats {
  readonly first_media_ms: number;
  readonly round_trip_ms?: number;
  readonly packet_loss_permille?: number;
  readonly relayed?: boolean;
}

/** Statistics are there some seconds after the media is. */
const settleMs = 4_000;

/** Tells once for each call how long it took from the seat to the first sound or picture of somebody else. */
export class FirstMedia {
  readonly #options: FirstMediaOptions;
  readonly #watched = new WeakSet<MediaStreamTrack>();
  #seatedAt: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #came = false;

  constructor(options: FirstMediaOptions) {
    this.#options = options;
  }

  /** There is a seat; the first one counts. */
  seated(): void {
    this.#seatedAt ??= performance.now();
  }

  /** Connections have changed: a track that sends is no longer muted. */
  look(links: Iterable<MediaLink>): void {
    if (this.#came) return;
    for (const link of links) for (const track of link.stream.getTracks()) this.#watch(link, track);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#came = true;
  }

  #watch(link: MediaLink, track: MediaStreamTrack): void {
    if (this.#watched.has(track)) return;
    this.#watched.add(track);
    if (track.muted) track.addEventListener("unmute", () => this.#arrived(link), { once: true });
    else this.#arrived(link);
  }

  #arrived(link: MediaLink): void {
    if (this.#came || this.#seatedAt === null) return;
    this.#came = true;
    const first_media_ms = Math.round(performance.now() - this.#seatedAt);
    this.#timer = setTimeout(() => void this.#report(statsOf(first_media_ms, this.#options.details(link))), settleMs);
  }

  /** Of use to operators only: a refusal changes nothing here. */
  async #report(stats: CallStats): Promise<void> {
    try {
      await this.#options.report(stats);
    } catch (error) {
      if (!isRefusal(error)) reportError(error);
    }
  }
}

/** Leaves out what is not known. */
export function statsOf(first_media_ms: number, details: LinkDetails): CallStats {
  return {
    first_media_ms,
    ...(details.roundTripMs !== null && { round_trip_ms: Math.round(details.roundTripMs) }),
    ...(details.lossPercent !== null && { packet_loss_permille: Math.round(details.lossPercent * 10) }),
    ...(details.route !== null && { relayed: details.route === "relayed" }),
  };
}
