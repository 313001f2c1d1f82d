import { expect, test, vi } from "vitest";
import { CallTraces } from "../../src/client/callTraces";
import { connect, FakeHub } from "../support/fakeHub";

vi.useFakeTimers();

const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

test("a call that is started begins a trace of its own, in the form of the standard", () => {
  const traces = new CallTraces();
  const [one, other] = [traces.of("initiate_call", {}), traces.of("initiate_call", {})];
  expect(one.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(other.traceparent).not.toBe(one.traceparent);
});

test.each([
  ["an answer", { call_session_id: "c", traceparent: trace }],
  ["a join", { call: { call_session_id: "c", traceparent: trace }, seq_state: {} }],
  ["a snapshot", { snapshot: { call_session_id: "c", traceparent: trace } }],
])("what is done in a call goes on in the trace that %s told", (_, told) => {
  const traces = new CallTraces();
  traces.learn(told);
  expect(traces.of("join_call", { call_session_id: "c" })).toEqual({ traceparent: trace });
  expect(traces.of("join_call", { call_session_id: "another" })).toEqual({});
  expect(traces.of("send_webrtc_signal", { call_session_id: "c" })).toEqual({});
  expect(traces.of("get_rooms", {})).toEqual({});
});

test.each([[null], ["text"], [7], [[]], [{ call: null }], [{ call_session_id: "c", traceparent: 7 }]])("%j tells no trace", (told) => {
  const traces = new CallTraces();
  traces.learn(told);
  expect(traces.of("join_call", { call_session_id: "c" })).toEqual({});
});

test("of many calls the oldest are forgotten", () => {
  const traces = new CallTraces();
  for (let i = 0; i < 40; i++) traces.learn({ call_session_id: `c${i}`, traceparent: trace });
  expect(traces.of("join_call", { call_session_id: "c0" })).toEqual({});
  expect(traces.of("join_call", { call_session_id: "c39" })).toEqual({ traceparent: trace });
});

test("who is rung answers in the caller's trace", async () => {
  const hub = new FakeHub();
  const { service } = await connect(hub);
  hub.on("reject_call", () => ({}));
  hub.live.emit("call_initiated", { call: { call_session_id: "c", traceparent: trace } });
  await service.call("reject_call", { call_session_id: "c" });
  expect(hub.made("reject_call")[0]).toMatchObject({ traceparent: trace });
});
