import { expect, test } from "vitest";
import type { Quality } from "../../src/rtc/packetFlow";
import { poorSince, suggestsCameraOff, uplinkOf, type PoorSince } from "../../src/rtc/uplink";
import { flowOf, times } from "../support/samples";

const well = flowOf(times(10, {})).up;
const badly = flowOf(times(10, { audioLost: 12 })).up;
const unseen = flowOf([]).up;

test("the uplink is as good as the peer says that it reaches best", () => {
  expect(uplinkOf([]).quality).toBe("unknown");
  expect(uplinkOf([unseen]).quality).toBe("unknown");
  expect(uplinkOf([badly, well, unseen]).quality).toBe("excellent");
  expect(uplinkOf([badly, badly])).toMatchObject({ quality: "poor", details: { route: "direct" } });
});

test("after ten poor seconds with the camera on, sound alone is suggested, until it is better or the camera is off", () => {
  const run = (seconds: readonly (readonly [Quality, boolean])[]): PoorSince =>
    seconds.reduce<PoorSince>((since, [quality, camera], second) => poorSince(since, quality, camera, second * 1_000), null);
  const poor = ["poor", true] as const;
  const suggests = (seconds: readonly (readonly [Quality, boolean])[]): boolean => suggestsCameraOff(run(seconds), (seconds.length - 1) * 1_000);
  expect(suggests(Array.from({ length: 10 }, () => poor))).toBe(false);
  expect(suggests(Array.from({ length: 11 }, () => poor))).toBe(true);
  expect(suggests([...Array.from({ length: 11 }, () => poor), ["good", true]])).toBe(false);
  expect(suggests([...Array.from({ length: 11 }, () => poor), ["poor", false]])).toBe(false);
  expect(suggests([...Array.from({ length: 9 }, () => poor), ["good", true], poor, poor])).toBe(false);
});
