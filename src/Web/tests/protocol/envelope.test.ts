import { describe, expect, test } from "vitest";
import { unwrapHttpBody, unwrapHubResult } from "../../src/protocol/envelope";
import { isRefusal, Refusal } from "../../src/protocol/errors";
import { serviceEventNames } from "../../src/protocol/events";
import { readOperations } from "../../src/protocol/operations";
import { isFinal, isInCall } from "../../src/protocol/words";

function refusalOf(action: () => unknown): Refusal {
  try {
    action();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

describe("a hub result", () => {
  test("gives its data, null and nothing included", () => {
    expect(unwrapHubResult({ ok: true, data: { a: 1 } })).toEqual({ a: 1 });
    expect(unwrapHubResult({ ok: true, data: null })).toBeNull();
    expect(unwrapHubResult({ ok: true })).toBeUndefined();
  });

  test("that is a refusal is thrown with code, message and details", () => {
    const error = { code: "rate_limited", message: "slow down", details: { retry_after_ms: 250 } };
    expect(refusalOf(() => unwrapHubResult({ ok: false, error }))).toMatchObject({ code: "rate_limited", message: "slow down", retryAfterMs: 250 });
  });

  test.each([[undefined], [null], [1], ["{}"], [[]], [{}], [{ ok: "true" }], [{ ok: false }], [{ ok: false, error: { code: 5 } }]])("of %j is of no protocol", (result) => {
    expect(refusalOf(() => unwrapHubResult(result)).code).toBe("unavailable");
  });

  test("with a code of a later version is unavailable", () => {
    expect(refusalOf(() => unwrapHubResult({ ok: false, error: { code: "toString", message: "" } })).code).toBe("unavailable");
  });
});

describe("an HTTP answer", () => {
  test("gives its message", () => {
    expect(unwrapHttpBody(200, { message: { a: 1 } })).toEqual({ a: 1 });
    expect(unwrapHttpBody(200, { message: null })).toBeNull();
  });

  test("that is a refusal is thrown, whatever its status", () => {
    const body = { exc_type: "call_ended", error: { code: "call_ended", message: "", details: { end_reason: "completed" } } };
    expect(refusalOf(() => unwrapHttpBody(410, body))).toMatchObject({ code: "call_ended", details: { end_reason: "completed" } });
  });

  test.each([
    [401, null, "unauthenticated"],
    [401, {}, "unauthenticated"],
    [502, null, "unavailable"],
    [200, null, "unavailable"],
    [200, { data: 1 }, "unavailable"],
    [404, "not found", "unavailable"],
  ])("%i with %j is %s", (status, body, code) => {
    expect(refusalOf(() => unwrapHttpBody(status, body)).code).toBe(code);
  });
});

test.each([[undefined], ["soon"], [Number.NaN], [-5]])("a time to wait of %j is none", (retry_after_ms) => {
  expect(new Refusal("rate_limited", "", { retry_after_ms }).retryAfterMs).toBe(0);
});

test("a refusal is told from other errors and by its code", () => {
  const refusal = new Refusal("forbidden", "");
  expect(isRefusal(refusal)).toBe(true);
  expect(isRefusal(refusal, "forbidden", "call_ended")).toBe(true);
  expect(isRefusal(refusal, "call_ended")).toBe(false);
  expect(isRefusal(new Error("forbidden"))).toBe(false);
});

test("every event of the protocol is listened to", () => {
  expect([...serviceEventNames].sort()).toEqual([
    "call_ended", "call_initiated", "call_participant_joined", "call_participant_left", "call_participant_updated",
    "call_rejected", "call_ring_stopped", "call_updated", "message_created", "presence_changed", "room_updated",
    "server_draining", "webrtc_signal",
  ]);
});

test("commands are not taken for reads", () => {
  for (const write of ["initiate_call", "leave_call", "send_webrtc_signal", "send_message", "end_call"] as const) {
    expect(readOperations.has(write)).toBe(false);
  }
});

test("five statuses are final, two mean being in the call", () => {
  const statuses = ["Initiated", "Ringing", "Connected", "Ended", "Rejected", "Missed", "Cancelled", "Failed"] as const;
  expect(statuses.filter(isFinal)).toEqual(["Ended", "Rejected", "Missed", "Cancelled", "Failed"]);
  const people = ["Invited", "Ringing", "Joined", "Reconnecting", "Left", "Rejected", "Missed", "Removed"] as const;
  expect(people.filter(isInCall)).toEqual(["Joined", "Reconnecting"]);
});
