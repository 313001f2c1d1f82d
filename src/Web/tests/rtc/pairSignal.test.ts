import { expect, test } from "vitest";
import { fromWire, sameSession, toWire, type PairSignal } from "../../src/rtc/pairSignal";

const session = { offerer: "a", number: 3 };
const signals: PairSignal[] = [
  { kind: "hello", from: "a" },
  { kind: "description", from: "a", to: "b", session, description: { type: "offer", sdp: "v=0" } },
  { kind: "description", from: "a", to: "b", session, description: { type: "answer", sdp: "v=0" } },
  { kind: "candidates", from: "a", to: "b", session, candidates: [{ candidate: "c", sdpMid: "0" }] },
];

test.each(signals)("a $kind is read as it was written", (signal) => {
  expect(fromWire(toWire(signal))).toEqual(signal);
});

test("each has its signal type, and a restart says that it is one", () => {
  expect(signals.map((signal) => toWire(signal).signal_type)).toEqual(["custom", "offer", "answer", "ice_candidate"]);
  expect(toWire(signals[1]!, true).signal_type).toBe("ice_restart");
  expect(fromWire(toWire(signals[1]!, true))).toEqual(signals[1]);
});

test.each([
  ["custom", { from: "a" }],
  ["custom", { hello: true }],
  ["custom", { from: "a", hello: 1 }],
  ["offer", { from: "a", to: "b", session, description: "v=0" }],
  ["offer", { from: "a", to: "b", description: { sdp: "v=0" } }],
  ["offer", { from: "a", to: "b", session: { offerer: "a", number: 1.5 }, description: { sdp: "v=0" } }],
  ["offer", { from: "a", session, description: { sdp: "v=0" } }],
  ["answer", { from: "a", to: "b", session: { offerer: 1, number: 1 }, description: { sdp: "v=0" } }],
  ["ice_candidate", { from: "a", to: "b", session, candidates: "c" }],
  ["ice_candidate", "[]"],
] as const)("a %s of %j is not of the pair protocol", (signal_type, signal_data) => {
  expect(fromWire({ signal_type, signal_data })).toBeNull();
});

test("a candidate that is none is left out, the others stay", () => {
  const wire = { signal_type: "ice_candidate", signal_data: { from: "a", to: "b", session, candidates: [null, { candidate: 5 }, { candidate: "c" }] } } as const;
  expect(fromWire(wire)).toMatchObject({ candidates: [{ candidate: "c" }] });
});

test("sessions are the same by offerer and number", () => {
  expect(sameSession(session, { ...session })).toBe(true);
  expect(sameSession(session, { ...session, number: 4 })).toBe(false);
  expect(sameSession(session, null)).toBe(false);
});
