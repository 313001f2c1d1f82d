import { describe, expect, test } from "vitest";
import { isFrozen, look, noFlow } from "../../src/rtc/packetFlow";
import { all, flowOf, noSample, nothing, soundOnly, times, type Second } from "../support/samples";

const good: Second = {};
const silence: Second = { audio: 0, video: 0, bytes: 0, frames: 0 };

describe("what comes in", () => {
  test("says nothing at the first look", () => {
    expect(flowOf([])).toMatchObject({ down: { quality: "unknown" }, up: { quality: "unknown" } });
  });

  test("is excellent when it flows", () => {
    expect(flowOf([good]).down.quality).toBe("excellent");
    expect(flowOf(times(20, good)).down).toMatchObject({ quality: "excellent", details: { lossPercent: 0, roundTripMs: 20, route: "direct" } });
  });

  test.each([
    ["3 % of the sound is lost", { audioLost: 1.5 }, "excellent"],
    ["10 % of the sound is lost", { audioLost: 5.5 }, "good"],
    ["20 % of the sound is lost", { audioLost: 12 }, "poor"],
    ["3 % of the picture is lost", { videoLost: 2 }, "good"],
    ["10 % of the picture is lost", { videoLost: 7 }, "poor"],
    ["the way back and forth takes 0.3 s", { roundTripMs: 300 }, "excellent"],
    ["it takes 1 s", { roundTripMs: 1_000 }, "good"],
    ["it takes 1.6 s", { roundTripMs: 1_600 }, "poor"],
    ["packets come very unevenly", { jitterMs: 200 }, "good"],
    ["a loss is taken back by late packets", { audioLost: -4 }, "excellent"],
  ] as const)("%s", (_, second, quality) => {
    expect(flowOf(times(10, second)).down.quality).toBe(quality);
  });

  test("falls at once and rises slowly", () => {
    const classes = (seconds: Second[]): string => flowOf(seconds).down.quality;
    const bad = [...times(6, good), ...times(2, { audioLost: 25 })];
    expect(classes(bad)).toBe("poor");
    expect(classes([...bad, ...times(3, good)])).not.toBe("excellent");
    expect(classes([...bad, ...times(12, good)])).toBe("excellent");
  });

  test("is worse with fewer bits than its best picture needs, and a picture that never was large needs few", () => {
    const starved: Second = { bytes: 2_000, width: 160 };
    expect(flowOf([...times(6, good), ...times(8, starved)]).down.quality).toBe("good");
    expect(flowOf([...times(6, good), ...times(8, { ...starved, bytes: 100 })]).down.quality).toBe("poor");
    expect(flowOf(times(14, starved)).down.quality).toBe("excellent");
  });
});

describe("silence", () => {
  test("of one look changes nothing, of two is a lost connection, and one packet ends it", () => {
    expect(flowOf([...times(6, good), silence]).down.quality).toBe("excellent");
    expect(flowOf([...times(6, good), silence, silence]).down.quality).toBe("lost");
    expect(flowOf([...times(6, good), silence, silence, { ...good, audio: 1 }]).down.quality).not.toBe("lost");
  });

  test("of somebody who is muted and has no camera is excellent", () => {
    expect(flowOf(times(10, silence), nothing).down.quality).toBe("excellent");
    expect(flowOf(times(10, { ...good, audioLost: 40 }), nothing).down.quality).toBe("excellent");
  });
});

describe("a picture", () => {
  const stands: Second = { frames: 0, video: 0, bytes: 0 };

  test("is frozen after four seconds without a frame while the camera is on", () => {
    expect(isFrozen(flowOf([...times(6, good), ...times(3, stands)]))).toBe(false);
    expect(isFrozen(flowOf([...times(6, good), ...times(4, stands)]))).toBe(true);
    expect(isFrozen(flowOf([...times(6, good), ...times(4, stands), good]))).toBe(false);
  });

  test("that is not to come is not frozen", () => {
    expect(isFrozen(flowOf(times(10, stands), soundOnly))).toBe(false);
  });

  test("has its size among the details, as long as it is to come", () => {
    expect(flowOf(times(3, good)).down.details.resolution).toEqual({ width: 640, height: 360, framesPerSecond: 15 });
    expect(flowOf(times(3, good), soundOnly).down.details.resolution).toBeNull();
  });
});

test("what goes out is judged by what this page sends", () => {
  expect(flowOf(times(10, { audioLost: 12 }), nothing, all)).toMatchObject({ down: { quality: "excellent" }, up: { quality: "poor" } });
});

test("counters that start again are another connection", () => {
  const flow = flowOf(times(6, { audioLost: 12 }));
  expect(look(flow, noSample, all, all)).toEqual({ ...noFlow, window: [noSample] });
});

test("a window is five seconds", () => {
  expect(flowOf(times(20, good)).window).toHaveLength(6);
});
