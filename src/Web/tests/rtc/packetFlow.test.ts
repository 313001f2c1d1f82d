import { expect, test } from "vitest";
import { look, noFlow, sampleOf, type Flow, type FlowSample } from "../../src/rtc/packetFlow";

const sample = (packetsReceived: number, more: Partial<FlowSample> = {}): FlowSample => ({
  packetsReceived,
  packetsLost: 0,
  roundTripTime: 0.02,
  ...more,
});

const looks = (...samples: FlowSample[]): Flow => samples.reduce(look, noFlow);

test("one look says nothing yet", () => {
  expect(looks(sample(100)).quality).toBe("unknown");
});

test("packets that flow are good", () => {
  expect(looks(sample(100), sample(150)).quality).toBe("excellent");
});

test("a second without packets is poor, two are a lost connection, and one packet ends it", () => {
  expect(looks(sample(100), sample(100)).quality).toBe("poor");
  expect(looks(sample(100), sample(100), sample(100)).quality).toBe("lost");
  expect(looks(sample(100), sample(100), sample(100), sample(101)).quality).toBe("excellent");
});

test.each([
  ["3 % loss", { packetsLost: 3 }, "good"],
  ["20 % loss", { packetsLost: 25 }, "poor"],
  ["a round trip of 0.4 s", { roundTripTime: 0.4 }, "good"],
  ["a round trip of 0.9 s", { roundTripTime: 0.9 }, "poor"],
  ["an unknown round trip", { roundTripTime: null }, "excellent"],
  ["a loss that shrinks because late packets came", { packetsLost: -4 }, "excellent"],
] as const)("%s is %s", (_, more, quality) => {
  expect(looks(sample(100), sample(200, more)).quality).toBe(quality);
});

test("counters that start again are another connection", () => {
  expect(looks(sample(1000), sample(5))).toMatchObject({ quality: "unknown", silentLooks: 0 });
});

test("a report is read stream by stream, and what is not known is passed over", () => {
  const report = new Map<string, unknown>([
    ["a", { type: "inbound-rtp", packetsReceived: 10, packetsLost: 1 }],
    ["b", { type: "inbound-rtp", packetsReceived: 20 }],
    ["c", { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 }],
    ["d", { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.03 }],
    ["e", { type: "outbound-rtp", packetsSent: 5 }],
  ]);
  expect(sampleOf(report)).toEqual({ packetsReceived: 30, packetsLost: 1, roundTripTime: 0.03 });
  expect(sampleOf([])).toEqual({ packetsReceived: 0, packetsLost: 0, roundTripTime: null });
});
