import { expect, test } from "vitest";
import { advance, judge } from "../../src/client/sequence";
import { at, joined, signal } from "../support/views";

test.each([
  ["the next broadcast", joined(11, "carol"), "apply"],
  ["a broadcast seen before", joined(10, "carol"), "duplicate"],
  ["a broadcast after a hole", joined(12, "carol"), "resume"],
  ["the next signal", signal(6), "apply"],
  ["a signal seen before", signal(5), "duplicate"],
  ["a signal after a hole", signal(7), "resume"],
  ["a broadcast of a newer epoch, whatever its number", joined(1, "carol", 2), "resume"],
  ["a signal of a newer epoch", signal(1, "bob", 2), "resume"],
  ["a straggler of an older epoch", joined(11, "carol", 0), "duplicate"],
] as const)("%s is judged", (_, event, verdict) => {
  expect(judge(at(1, 10, 5), event)).toBe(verdict);
});

test("the two streams advance on their own", () => {
  expect(advance(at(1, 10, 5), joined(11, "carol"))).toEqual(at(1, 11, 5));
  expect(advance(at(1, 10, 5), signal(6))).toEqual(at(1, 10, 6));
});
