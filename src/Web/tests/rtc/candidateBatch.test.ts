import { beforeEach, expect, test, vi } from "vitest";
import { CandidateBatch } from "../../src/rtc/candidateBatch";

beforeEach(() => void vi.useFakeTimers());

function gather(): { batch: CandidateBatch; sent: number[] } {
  const sent: number[] = [];
  return { batch: new CandidateBatch((candidates) => sent.push(candidates.length)), sent };
}

test("candidates of 20 ms go together, later ones apart", () => {
  const { batch, sent } = gather();
  batch.add({ candidate: "1" });
  vi.advanceTimersByTime(19);
  batch.add({ candidate: "2" });
  vi.advanceTimersByTime(1);
  batch.add({ candidate: "3" });
  vi.advanceTimersByTime(20);
  expect(sent).toEqual([2, 1]);
});

test("a flood is cut into pieces that fit a signal", () => {
  const { batch, sent } = gather();
  for (let i = 0; i < 70; i++) batch.add({ candidate: String(i) });
  vi.advanceTimersByTime(20);
  expect(sent).toEqual([32, 32, 6]);
});

test("nothing is sent for nothing, nor after it was discarded", () => {
  const { batch, sent } = gather();
  batch.flush();
  batch.add({ candidate: "1" });
  batch.discard();
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([]);
});
