/** `unknown`: not looked at often enough yet. `lost`: nothing comes through. */
export type Quality = "unknown" | "excellent" | "good" | "poor" | "lost";

/** What a second or more of one kind of media was like, on its way in one direction. */
export interface Passage {
  /** Packets lost, 0 to 100. */
  readonly lossPercent: number;
  readonly roundTripMs: number;
  readonly jitterMs: number;
}

/**
 * What a percent of loss takes from the score. Opus conceals a lot by itself (LiveKit takes 5.3 with its error
 * correction); a picture stands still until what was lost has been sent again.
 */
export const lossWeight = { audio: 5, video: 10 } as const;

/**
 * 0 to 100, as LiveKit's connection quality does it: delay costs little until a talk suffers from it, at 160 ms one
 * way, and much from there on; loss costs by the kind of media.
 */
export function passageScore({ lossPercent, roundTripMs, jitterMs }: Passage, weight: number): number {
  const delayMs = roundTripMs / 2 + 2 * jitterMs;
  const delayEffect = delayMs > 160 ? (delayMs - 120) / 10 : delayMs / 40;
  return clamp(100 - delayEffect - lossPercent * weight);
}

/** Bits that a camera's picture takes at least, for each of its pixels: a face before a wall needs little more. */
const bitsPerPixel = 0.03;

/**
 * 0 to 100 for a picture of so many pixels a second, at the best that it was, when so many bits a second come: good at
 * a third of what was expected, poor at a twentieth.
 */
export function bitrateScore(pixelsPerSecond: number, bitsPerSecond: number): number {
  const expected = pixelsPerSecond * bitsPerPixel;
  if (expected === 0) return 100;
  return clamp(100 - 20 * Math.log(Math.max(expected / Math.max(bitsPerSecond, 1), 1)));
}

/** Trouble shows at once, and is over only when it has stayed away for a while. `previous` null: the first score. */
export function smoothed(previous: number | null, score: number): number {
  if (previous === null) return score;
  return previous + (score < previous ? 0.7 : 0.4) * (score - previous);
}

export function qualityOf(score: number): Quality {
  if (score > 80) return "excellent";
  return score > 40 ? "good" : "poor";
}

function clamp(score: number): number {
  return Math.min(100, Math.max(0, score));
}
