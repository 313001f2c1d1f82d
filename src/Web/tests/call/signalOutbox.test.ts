import { beforeEach, expect, test, vi } from "vitest";
import { SignalOutbox } from "../../src/call/signalOutbox";
import { Refusal, type ErrorCode } from "../../src/protocol/errors";
import type { WireSignal } from "../../src/rtc/pairSignal";

beforeEach(() => void vi.useFakeTimers());

const numbered = (n: number): WireSignal => ({ signal_type: "custom", signal_data: n });
const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function outbox(answer: (peer: string, n: number) => Promise<unknown> = () => Promise.resolve()): {
  box: SignalOutbox;
  sent: string[];
  gate: { open: boolean };
} {
  const sent: string[] = [];
  const gate = { open: true };
  const box = new SignalOutbox({
    open: () => gate.open,
    send: (peer, { signal_data }) => {
      sent.push(`${peer}${String(signal_data)}`);
      return answer(peer, signal_data as number);
    },
  });
  return { box, sent, gate };
}

const refuse = (code: ErrorCode, details = {}): Promise<never> => Promise.reject(new Refusal(code, code, details));

test("signals to one peer go one after another, in order", async () => {
  const waiting: (() => void)[] = [];
  const { box, sent } = outbox(() => new Promise<void>((resolve) => waiting.push(resolve)));
  for (const n of [1, 2, 3]) box.post("bob", numbered(n));
  await pass();
  expect(sent).toEqual(["bob1"]);
  waiting[0]?.();
  await pass();
  waiting[1]?.();
  await pass();
  expect(sent).toEqual(["bob1", "bob2", "bob3"]);
});

test("a peer that is slow keeps nobody else waiting", async () => {
  const { box, sent } = outbox((peer) => (peer === "bob" ? new Promise(() => undefined) : Promise.resolve()));
  box.post("bob", numbered(1));
  box.post("carol", numbered(1));
  box.post("carol", numbered(2));
  await pass();
  expect(sent).toEqual(["bob1", "carol1", "carol2"]);
});

test.each(["unavailable", "not_a_participant", "rate_limited"] as const)("on %s the same signal is tried again, before those after it", async (code) => {
  let failures = 2;
  const { box, sent } = outbox(() => (failures-- > 0 ? refuse(code) : Promise.resolve()));
  box.post("bob", numbered(1));
  box.post("bob", numbered(2));
  await pass(5_000);
  expect(sent).toEqual(["bob1", "bob1", "bob1", "bob2"]);
});

test("a limit's own time is kept", async () => {
  let failures = 1;
  const { box, sent } = outbox(() => (failures-- > 0 ? refuse("rate_limited", { retry_after_ms: 3_000 }) : Promise.resolve()));
  box.post("bob", numbered(1));
  await pass(2_900);
  expect(sent).toEqual(["bob1"]);
  await pass(200);
  expect(sent).toEqual(["bob1", "bob1"]);
});

test.each(["target_not_in_call", "call_ended", "payload_too_large", "invalid_argument"] as const)("on %s the signal is given up and the next one goes", async (code) => {
  const { box, sent } = outbox((_, n) => (n === 1 ? refuse(code) : Promise.resolve()));
  box.post("bob", numbered(1));
  box.post("bob", numbered(2));
  await pass();
  expect(sent).toEqual(["bob1", "bob2"]);
});

test("a signal that is never taken is given up in the end", async () => {
  const { box, sent } = outbox((_, n) => (n === 1 ? refuse("unavailable") : Promise.resolve()));
  box.post("bob", numbered(1));
  box.post("bob", numbered(2));
  await pass(60_000);
  expect(sent.filter((s) => s === "bob1")).toHaveLength(10);
  expect(sent.at(-1)).toBe("bob2");
});

test("without a seat everything waits, and goes when the seat is back", async () => {
  const { box, sent, gate } = outbox();
  gate.open = false;
  box.post("bob", numbered(1));
  box.post("bob", numbered(2));
  await pass(10_000);
  expect(sent).toEqual([]);
  gate.open = true;
  box.opened();
  await pass();
  expect(sent).toEqual(["bob1", "bob2"]);
});

test("what waits for a peer that has left is forgotten, and everything is when the call is over", async () => {
  const { box, sent, gate } = outbox();
  gate.open = false;
  box.post("bob", numbered(1));
  box.post("carol", numbered(1));
  box.forget("bob");
  gate.open = true;
  box.close();
  box.opened();
  box.post("dave", numbered(1));
  await pass(1_000);
  expect(sent).toEqual([]);
});

test("a queue for a dead peer is bounded, the newest stay", async () => {
  const { box, sent, gate } = outbox();
  gate.open = false;
  for (let n = 1; n <= 1_000; n++) box.post("bob", numbered(n));
  gate.open = true;
  box.opened();
  await pass();
  expect(sent).toHaveLength(256);
  expect(sent.at(-1)).toBe("bob1000");
});
