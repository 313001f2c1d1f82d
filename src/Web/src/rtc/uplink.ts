import type { Stream } from "./packetFlow";
import { noDetails, type LinkDetails, type Quality } from "./packetFlow";

/** How this page's own sending does, of what its peers report. */
export interface Uplink {
  readonly quality: Quality;
  readonly details: LinkDetails;
}

/** The best of all: what one peer misses may be that peer's trouble, what every peer misses is this page's. */
export function uplinkOf(streams: readonly Stream[]): Uplink {
  const judged = streams.filter((stream) => stream.score !== null);
  const best = judged.reduce<Stream | null>((a, b) => (a && (a.score ?? 0) >= (b.score ?? 0) ? a : b), null);
  return best ? { quality: best.quality, details: best.details } : { quality: "unknown", details: noDetails };
}

/** Since when the uplink has been poor with the camera on, in milliseconds; null: it is not. */
export type PoorSince = number | null;

/** So long it may be poor before the user is told what would help. */
const patienceMs = 10_000;

export function poorSince(before: PoorSince, quality: Quality, cameraOn: boolean, nowMs: number): PoorSince {
  return cameraOn && quality === "poor" ? (before ?? nowMs) : null;
}

export function suggestsCameraOff(since: PoorSince, nowMs: number): boolean {
  return since !== null && nowMs - since >= patienceMs;
}
