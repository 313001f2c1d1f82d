// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { CallLog } from "../../src/client/callLog";
import type { CallSummary } from "../../src/protocol/views";
import type { ParticipantStatus } from "../../src/protocol/words";
import { connect, FakeHub, settle } from "../support/fakeHub";
import { callView, participant } from "../support/views";

let hub: FakeHub;
let log: CallLog;
let history: Record<string, CallSummary[]>;

const call = (n: number, status: ParticipantStatus = "Left", more: Partial<CallSummary> = {}): CallSummary => ({
  call_session_id: `01CALL${n}`,
  room_id: "room1",
  call_type: "Audio",
  call_status: status === "Missed" ? "Missed" : "Ended",
  initiated_by: "bob",
  creation: `2026-01-01T00:${String(n).padStart(2, "0")}:00Z`,
  total_duration: 60,
  participants: [participant("bob", "Left"), participant("alice", status)],
  ...more,
});

const ids = (calls: readonly CallSummary[]): string[] => calls.map((c) => c.call_session_id.slice("01CALL".length));

beforeEach(async () => {
  localStorage.clear();
  hub = new FakeHub();
  history = { room1: [] };
  hub.on("get_call_history", ({ room_id, page, page_size }) => {
    const all = history[String(room_id)] ?? [];
    const [n, size] = [Number(page), Number(page_size)];
    return { calls: all.slice((n - 1) * size, n * size), page: n, page_size: size, total: all.length };
  });
  const { service } = await connect(hub);
  log = new CallLog(service);
});

const newestFirst = (n: number): CallSummary[] => Array.from({ length: n }, (_, i) => call(n - 1 - i));

describe("a room's history", () => {
  test("is not known before it was asked for, and may be empty", async () => {
    expect(log.of("room1")).toBeNull();
    await log.load("room1");
    expect(log.of("room1")).toEqual({ calls: [], total: 0 });
  });

  test("comes in pages, newest first, until there are no more", async () => {
    history["room1"] = newestFirst(45);
    await log.load("room1");
    expect(log.of("room1")).toMatchObject({ total: 45, calls: { length: 20 } });
    for (let i = 0; i < 5; i++) await log.more("room1");
    expect(ids(log.of("room1")?.calls ?? [])).toEqual(ids(newestFirst(45)));
    expect(hub.made("get_call_history")).toHaveLength(3);
  });

  test("has every call once when a new one has pushed the pages on", async () => {
    history["room1"] = newestFirst(25);
    await log.load("room1");
    history["room1"] = newestFirst(26);
    await log.more("room1");
    await log.load("room1");
    expect(ids(log.of("room1")?.calls ?? [])).toEqual(ids(newestFirst(26)));
  });

  test("is asked for again when one of its calls has ended", async () => {
    await log.load("room1");
    hub.emit("call_initiated", { call_session_id: "01CALL1", epoch: 1, seq: 0, call: callView({ call_session_id: "01CALL1" }), initiated_by: "bob", ring_expires_at: "" });
    history["room1"] = [call(1)];
    hub.emit("call_ended", { call_session_id: "01CALL1", epoch: 1, seq: 9, end_reason: "completed", total_duration: 60, call_status: "Ended" });
    await settle();
    expect(ids(log.of("room1")?.calls ?? [])).toEqual(["1"]);
  });

  test("that is no longer this user's to see changes nothing when a call ends", async () => {
    const debug = vi.spyOn(console, "debug").mockImplementation(() => undefined);
    await log.load("room1");
    hub.refuse("get_call_history", "room_not_found");
    hub.emit("call_ended", { call_session_id: "01CALL1", epoch: 1, seq: 9, end_reason: "completed", total_duration: 60, call_status: "Ended" });
    await settle();
    expect([debug.mock.calls.length, log.of("room1")?.total]).toEqual([1, 0]);
  });
});

describe("missed calls", () => {
  test("are those that rang for this user and were not answered, of all rooms", async () => {
    history = {
      room1: [call(5, "Missed"), call(4, "Rejected"), call(3), call(2, "Missed", { initiated_by: "alice" })],
      room2: [call(7, "Missed", { room_id: "room2" }), call(1, "Removed")],
    };
    await log.loadAll(["room1", "room2"]);
    expect(ids(log.missed)).toEqual(["7", "5"]);
    expect(log.unseen).toBe(2);
  });

  test("are seen once they were looked at, and the next one is news", async () => {
    history["room1"] = [call(5, "Missed")];
    await log.load("room1");
    log.markSeen();
    expect(log.unseen).toBe(0);
    history["room1"] = [call(6, "Missed"), call(5, "Missed")];
    hub.emit("call_ring_stopped", { call_session_id: "01CALL6", epoch: 1, seq: 0, reason: "missed" });
    await settle();
    expect([log.unseen, ids(log.missed)]).toEqual([1, ["6", "5"]]);
  });

  test("a ring that was answered elsewhere asks nothing", async () => {
    await log.load("room1");
    hub.emit("call_ring_stopped", { call_session_id: "01CALL6", epoch: 1, seq: 0, reason: "answered_elsewhere" });
    await settle();
    expect(hub.made("get_call_history")).toHaveLength(1);
  });
});
