import { expect, test } from "vitest";
import { delayFor } from "../../src/client/reconnectPolicy";

test("the first reconnect comes within a quarter of a second", () => {
  expect(delayFor(0, 0)).toBe(0);
  expect(delayFor(0, 0.999)).toBeLessThanOrEqual(250);
});

test("later ones double, each in the upper half of its step", () => {
  expect([1, 2, 3, 4].map((n) => delayFor(n, 0))).toEqual([250, 500, 1000, 2000]);
  expect([1, 2, 3, 4].map((n) => delayFor(n, 1))).toEqual([500, 1000, 2000, 4000]);
});

test("no wait is longer than ten seconds, however many attempts failed", () => {
  for (const attempt of [6, 20, 1_000, Number.MAX_SAFE_INTEGER]) expect(delayFor(attempt, 1)).toBe(10_000);
});

test("people thrown out together come back apart", () => {
  const delays = Array.from({ length: 100 }, (_, i) => delayFor(3, i / 100));
  expect(new Set(delays).size).toBe(100);
});

test("an impossible attempt is the first one", () => {
  expect(delayFor(-5, 0.5)).toBe(125);
});
