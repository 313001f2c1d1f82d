import { expect, test } from "vitest";
import { recoveryFor, type PairLack } from "../../src/rtc/recovery";

test.each<[PairLack, string]>([
  ["hello", "hello"],
  ["offer", "hello"],
  ["connection", "rebuild"],
  ["packets", "restart"],
  ["route", "restart"],
])("without %s the first step is %s", (lack, action) => {
  expect(recoveryFor(lack, 0, false).action).toBe(action);
});

test("a restart that did not help is followed by a new connection", () => {
  expect(recoveryFor("route", 1, false).action).toBe("rebuild");
  expect(recoveryFor("packets", 1, false).action).toBe("rebuild");
});

test("a lost route is acted on at once, a silence gets two seconds to heal by itself", () => {
  expect(recoveryFor("route", 0, false).afterMs).toBeLessThan(500);
  expect(recoveryFor("packets", 0, false).afterMs).toBe(2_000);
});

test.each<PairLack>(["hello", "offer", "connection", "packets", "route"])("without %s the polite side waits longer, and waits never grow without bound", (lack) => {
  for (const tries of [0, 1, 5, 1_000]) {
    const [first, second] = [recoveryFor(lack, tries, false), recoveryFor(lack, tries, true)];
    expect(second.afterMs).toBeGreaterThan(first.afterMs);
    expect(second.afterMs).toBeLessThanOrEqual(36_000);
  }
});
