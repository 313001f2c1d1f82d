import type { VideoLayer } from "../../protocol/words";
import type { Quality } from "../score";

/** A camera's pictures, from the smallest on. */
const ladder: readonly Exclude<VideoLayer, "off">[] = ["low", "medium", "high"];

/** The height of a tile, in pixels of the screen, up to which a layer is sharp enough: of a camera of 360 lines. */
const enoughFor = { low: 135, medium: 270 };

export function layerFor(height: number): VideoLayer {
  if (height <= enoughFor.low) return "low";
  return height <= enoughFor.medium ? "medium" : "high";
}

/** Chromium sends three sizes of a camera from 960x540 on, two from 480x270, else one. */
const leastForThree = 960;

/** Whether a camera comes in all sizes, by a picture that came as this layer. */
export function showsAllLayers(layer: VideoLayer | undefined, width: number): boolean {
  return width >= leastForThree || (layer === "medium" && width >= leastForThree / 2);
}

/** How much a connection has shown to carry. */
export interface Cap {
  readonly layer: VideoLayer;
  /** Since when it is so, or when its quality was last not enough for more. */
  readonly sinceMs: number;
}

export const noCap: Cap = { layer: "high", sinceMs: -Infinity };

const fallMs = 4_000;
const riseMs = 12_000;

/**
 * Poor: one layer less, once the last change has had time to show. Excellent for a while: one more. Nothing at all is
 * no question of size. Pure.
 */
export function adapt(cap: Cap, quality: Quality, nowMs: number): Cap {
  const place = ladder.findIndex((layer) => layer === cap.layer);
  const passed = nowMs - cap.sinceMs;
  if (quality === "poor") return passed >= fallMs && place > 0 ? { layer: ladder[place - 1]!, sinceMs: nowMs } : cap;
  if (quality !== "excellent" || cap.layer === "high") return quality === "good" ? { ...cap, sinceMs: Math.max(cap.sinceMs, nowMs - fallMs) } : cap;
  return passed >= riseMs ? { layer: ladder[place + 1]!, sinceMs: nowMs } : cap;
}

export function least(a: VideoLayer, b: VideoLayer): VideoLayer {
  const all: readonly VideoLayer[] = ["off", ...ladder];
  return all[Math.min(all.indexOf(a), all.indexOf(b))]!;
}
