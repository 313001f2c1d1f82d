import { expect, test } from "vitest";
import { reduceRings, type Ring, type RingInput } from "../../src/client/ringState";
import { callView } from "../support/views";

const now = Date.parse("2026-01-01T00:00:00Z");

function rings(id: string, from = "bob", ring_expires_at = "2026-01-01T00:00:45Z"): RingInput {
  const call = callView({ call_session_id: id, initiated_by: from });
  const data = { call_session_id: id, epoch: 1, seq: 0, call, initiated_by: from, ring_expires_at };
  return { input: "initiated", data, me: "alice", nowMs: now };
}

const after = (...inputs: RingInput[]): readonly Ring[] => inputs.reduce(reduceRings, [] as readonly Ring[]);
const ids = (list: readonly Ring[]): string[] => list.map((ring) => ring.call.call_session_id);

test("a call of somebody else rings, the user's own from another device does not", () => {
  expect(ids(after(rings("c1"), rings("c2", "alice")))).toEqual(["c1"]);
});

test("the same ring twice is one ring", () => {
  expect(ids(after(rings("c1"), rings("c1")))).toEqual(["c1"]);
});

test("rings queue up, the oldest first", () => {
  expect(ids(after(rings("c1"), rings("c2"), rings("c3")))).toEqual(["c1", "c2", "c3"]);
});

test("a ring that stops leaves the others ringing, and an unknown one changes nothing", () => {
  const two = after(rings("c1"), rings("c2"));
  expect(ids(reduceRings(two, { input: "stopped", callId: "c1" }))).toEqual(["c2"]);
  expect(reduceRings(two, { input: "stopped", callId: "c9" })).toBe(two);
});

test("a ring that nobody stops ends by itself shortly after its time, not before", () => {
  const one = after(rings("c1"));
  expect(reduceRings(one, { input: "tick", nowMs: now + 46_000 })).toBe(one);
  expect(ids(reduceRings(one, { input: "tick", nowMs: now + 48_000 }))).toEqual([]);
});

test.each(["not a time", "2020-01-01T00:00:00Z"])("a wrong clock does not silence a ring (%s)", (expires) => {
  const one = after(rings("c1", "bob", expires));
  expect(ids(reduceRings(one, { input: "tick", nowMs: now + 60_000 }))).toEqual(["c1"]);
  expect(ids(reduceRings(one, { input: "tick", nowMs: now + 130_000 }))).toEqual([]);
});

test("a flood of rings is bounded, the newest stay", () => {
  const flood = after(...Array.from({ length: 100 }, (_, i) => rings(`c${i}`)));
  expect(flood.length).toBeLessThanOrEqual(20);
  expect(ids(flood).at(-1)).toBe("c99");
});
