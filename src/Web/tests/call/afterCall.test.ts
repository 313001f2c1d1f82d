import { describe, expect, test } from "vitest";
import { afterCall, afterEnd, type AfterCall } from "../../src/call/afterCall";
import { inviteesOf } from "../../src/call/invitees";
import { ringingState, type Departure } from "../../src/client/callState";
import type { CallView } from "../../src/protocol/views";
import type { EndReason } from "../../src/protocol/words";
import { callView, participant } from "../support/views";

const connectedAt = "2026-01-01T00:00:00Z";
const nowMs = Date.parse("2026-01-01T00:01:05.4Z");
const ended = (reason: EndReason, totalDuration = 0): Departure => ({ why: "ended", reason, endedBy: null, totalDuration });

function after(departure: Departure, view: Partial<CallView> = {}, refusals: Record<string, string> = {}): AfterCall {
  const state = ringingState("alice", callView({ connected_at: connectedAt, ...view }));
  return afterCall(state, departure, new Map(Object.entries(refusals)), nowMs);
}

describe("how a call went", () => {
  test.each(["no_answer", "cancelled", "completed", "host_ended", "connection_lost", "max_duration", "operator"] as const)("%s is told as it is", (reason) => {
    expect(after(ended(reason)).outcome).toBe(reason);
  });

  test.each([
    [{}, "declined"],
    [{ bob: "declined" }, "declined"],
    [{ bob: "busy" }, "busy"],
    [{ bob: "busy", carol: "busy" }, "busy"],
    [{ bob: "busy", carol: "declined" }, "declined"],
  ])("refused by %j is %s", (refusals, outcome) => {
    expect(after(ended("rejected"), {}, refusals).outcome).toBe(outcome);
  });

  test("left before anybody had answered is cancelled", () => {
    expect(after({ why: "left" }, { call_status: "Ringing", connected_at: null })).toMatchObject({ outcome: "cancelled", durationSeconds: 0, canRejoin: false });
  });
});

describe("how long it was", () => {
  test("the service says at its end, and the clock when this page left it", () => {
    expect(after(ended("completed", 61)).durationSeconds).toBe(61);
    expect(after({ why: "left" }).durationSeconds).toBe(65);
  });

  test("is never less than nothing, whatever the clock says", () => {
    expect(after({ why: "left" }, { connected_at: "2027-01-01T00:00:00Z" }).durationSeconds).toBe(0);
  });
});

describe("the way back", () => {
  test.each([
    [{ why: "left" }, true],
    [{ why: "taken_over" }, true],
    [{ why: "removed" }, false],
    [{ why: "refused", code: "forbidden" }, false],
    [ended("completed"), false],
  ] as const)("after %j: %s", (departure, canRejoin) => {
    expect(after(departure).canRejoin).toBe(canRejoin);
  });

  test("is closed when the call ends", () => {
    expect(afterEnd(after({ why: "left" }), { end_reason: "host_ended", ended_by: "bob" })).toMatchObject({ canRejoin: false, endedBy: "bob", outcome: "left" });
  });
});

test("who is not in the call is shown with how far the ring has come", () => {
  const participants = [
    participant("alice"),
    participant("bob", "Joined"),
    participant("carol", "Invited"),
    participant("dave", "Ringing", { full_name: "Dave" }),
    participant("erin", "Rejected"),
    participant("frank", "Rejected"),
    participant("grace", "Missed"),
    participant("heidi", "Left"),
    participant("ivan", "Removed"),
    participant("judy", "Reconnecting"),
  ];
  const invitees = inviteesOf(ringingState("alice", callView({ participants })), new Map([["frank", "busy"]]));
  expect(invitees.map(({ user, state }) => `${user} ${state}`)).toEqual([
    "carol calling", "dave ringing", "erin declined", "frank busy", "grace no_answer", "heidi away", "ivan away",
  ]);
  expect(invitees[1]?.full_name).toBe("Dave");
});
