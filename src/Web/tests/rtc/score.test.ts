import { expect, test } from "vitest";
import { bitrateScore, lossWeight, passageScore, qualityOf, smoothed } from "../../src/rtc/score";

const passage = (more = {}): number => passageScore({ lossPercent: 0, roundTripMs: 0, jitterMs: 0, ...more }, lossWeight.audio);

test.each([
  [{}, 100],
  [{ roundTripMs: 320 }, 96],
  [{ roundTripMs: 322 }, 95.9],
  [{ roundTripMs: 100, jitterMs: 55 }, 96],
  [{ roundTripMs: 1_000 }, 62],
  [{ lossPercent: 4 }, 80],
  [{ lossPercent: 100 }, 0],
])("a passage of %j scores %d", (more, score) => {
  expect(passage(more)).toBeCloseTo(score, 1);
});

test.each([
  [0, 0, 100],
  [1_000_000, 30_000, 100],
  [1_000_000, 300_000, 100],
  [1_000_000, 11_036, 80],
  [1_000_000, 1_494, 40],
  [1_000_000, 0, 0],
])("%d pixels by %d bits a second score %d", (pixels, bits, score) => {
  expect(bitrateScore(pixels, bits)).toBeCloseTo(score, 0);
});

test("a score falls fast and rises slowly, and the first one stands", () => {
  expect(smoothed(null, 30)).toBe(30);
  expect(smoothed(100, 0)).toBeCloseTo(30);
  expect(smoothed(0, 100)).toBeCloseTo(40);
});

test("the limits of the classes belong to the lower one", () => {
  expect([100, 80.1, 80, 40.1, 40, 0].map(qualityOf)).toEqual(["excellent", "excellent", "good", "good", "poor", "poor"]);
});
