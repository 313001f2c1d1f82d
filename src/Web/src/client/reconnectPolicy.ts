const firstMs = 250;
const baseMs = 500;
const ceilingMs = 10_000;

/**
 * How long to wait before reconnect number `attempt` (from 0), in milliseconds. The first comes within 250 ms, later ones
 * double from half a second to ten, each anywhere in the upper half of its step: people thrown out together must not
 * come back together. `random` is in [0, 1).
 */
export function delayFor(attempt: number, random: number): number {
  if (attempt <= 0) return Math.round(random * firstMs);
  const step = Math.min(ceilingMs, baseMs * 2 ** Math.min(attempt - 1, 16));
  return Math.round(step * (0.5 + random / 2));
}
