import { describe, expect, test } from "vitest";
import { reduce } from "../../src/client/callReducer";
import { heldLimit, ringingState, type CallEffect, type CallInput, type CallState } from "../../src/client/callState";
import type { CallEvent } from "../../src/protocol/events";
import { at, callId, callView, ended, event, joined, left, participant, signal } from "../support/views";

const noFlags = { muted: false, camera_on: false, screen_sharing: false, hand_raised: false };

const take = (e: CallEvent): CallInput => ({ input: "event", event: e });
const answer: CallInput = {
  input: "join_answered",
  answer: { call: callView(), ice_servers: [], seq_state: at(1, 10, 5) },
};

function run(start: CallState, ...inputs: CallInput[]): { state: CallState; effects: CallEffect[] } {
  let state = start;
  const effects: CallEffect[] = [];
  for (const input of inputs) {
    const step = reduce(state, input);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const ringing = ringingState("alice", callView());
const joining = run(ringing, { input: "join_started" }).state;
const seated = run(joining, answer).state;
const kinds = (effects: readonly CallEffect[]): string[] => effects.map((e) => e.effect);

describe("a ringing page", () => {
  test("checks no numbers: the copies it gets have none of their own", () => {
    const { state, effects } = run(ringing, take(joined(500, "carol")), take(joined(3, "dave")));
    expect(state.view.participants.map((p) => p.user)).toEqual(["alice", "bob", "carol", "dave"]);
    expect(kinds(effects)).toEqual(["peer_joined", "peer_joined"]);
  });

  test("takes no signals", () => {
    expect(run(ringing, take(signal(1))).effects).toEqual([]);
  });

  test("is out of the call when it ends", () => {
    const { state, effects } = run(ringing, take(ended(10)));
    expect(state.seat).toBe("gone");
    expect(effects).toEqual([
      { effect: "departed", departure: { why: "ended", reason: "completed", endedBy: null, totalDuration: 61 } },
    ]);
  });

  test("asks for nothing when its connection comes back", () => {
    expect(run(ringing, { input: "connection_restored" }).effects).toEqual([]);
  });

  test("ignores events of other calls", () => {
    const other = { ...ended(10), data: { ...ended(10).data, call_session_id: "other" } } as CallEvent;
    expect(reduce(ringing, take(other)).state).toBe(ringing);
  });
});

describe("a joining page", () => {
  test("holds what overtakes the answer and judges it by the answer's numbers", () => {
    const { state, effects } = run(joining, take(signal(6)), take(joined(10, "zed")), take(joined(11, "carol")), answer);
    expect(kinds(effects)).toEqual(["seated", "signal", "peer_joined"]);
    expect(state.view.participants.map((p) => p.user)).toEqual(["alice", "bob", "carol"]);
    expect(state.position).toEqual(at(1, 11, 6));
  });

  test("finds a gap in what it has held", () => {
    const { state, effects } = run(joining, take(joined(13, "carol")), answer);
    expect(state.seat).toBe("resuming");
    expect(effects.at(-1)).toEqual({ effect: "resume", position: at(1, 10, 5) });
  });

  test("joins again when the connection broke before the answer", () => {
    expect(run(joining, { input: "connection_restored" }).effects).toEqual([{ effect: "join" }]);
  });

  test("is told why the call is over when it came too late", () => {
    const { state } = run(joining, { input: "join_refused", code: "call_ended", reason: "no_answer" });
    expect(state.departure).toEqual({ why: "ended", reason: "no_answer", endedBy: null, totalDuration: 0 });
  });

  test("is out when it is refused", () => {
    const { state } = run(joining, { input: "join_refused", code: "forbidden", reason: null });
    expect(state.departure).toEqual({ why: "refused", code: "forbidden" });
  });
});

describe("a joined page", () => {
  test("applies each event once and in order", () => {
    const { state, effects } = run(seated, take(joined(11, "carol")), take(joined(11, "carol")), take(left(12, "carol")), take(joined(11, "carol")));
    expect(kinds(effects)).toEqual(["peer_joined", "peer_left"]);
    expect(state.view.participants.find((p) => p.user === "carol")?.status).toBe("Left");
    expect(state.position).toEqual(at(1, 12, 5));
  });

  test("resumes once for a gap, from what it has", () => {
    const { state, effects } = run(seated, take(joined(13, "carol")), take(joined(14, "dave")), take(signal(9)));
    expect(effects).toEqual([{ effect: "resume", position: at(1, 10, 5) }]);
    expect(state.seat).toBe("resuming");
  });

  test("resumes for a gap among signals alone", () => {
    expect(run(seated, take(signal(7))).effects).toEqual([{ effect: "resume", position: at(1, 10, 5) }]);
  });

  test("resumes when the epoch has changed, without applying the event", () => {
    const { state, effects } = run(seated, take(left(1, "bob", "left", 2)));
    expect(kinds(effects)).toEqual(["resume"]);
    expect(state.view.participants.find((p) => p.user === "bob")?.status).toBe("Joined");
  });

  test("drops stragglers of an older epoch", () => {
    expect(reduce(seated, take(left(11, "bob", "left", 0))).state).toBe(seated);
  });

  test("resumes after every reconnect", () => {
    expect(run(seated, { input: "connection_restored" }).effects).toEqual([{ effect: "resume", position: at(1, 10, 5) }]);
  });

  test("gives way to another device, whose news carries no number of its own", () => {
    const { state } = run(seated, take(left(10, "alice", "taken_over")));
    expect(state.departure).toEqual({ why: "taken_over" });
  });

  test("is not thrown out by the news of its own taking over from an older device", () => {
    const { state } = run(seated, take(left(9, "alice", "taken_over")));
    expect(state.seat).toBe("joined");
  });

  test("keeps a peer who goes on from another device in the call", () => {
    const { state, effects } = run(seated, take(left(11, "bob", "taken_over")));
    expect(state.view.participants.find((p) => p.user === "bob")?.status).toBe("Joined");
    expect(effects).toEqual([{ effect: "peer_left", user: "bob", reason: "taken_over" }]);
  });

  test("is out when it was removed, of which it gets a copy without a number of its own", () => {
    expect(run(seated, take(left(10, "alice", "removed"))).state.departure).toEqual({ why: "removed" });
  });

  test("comes in again when the service thought it lost", () => {
    const { state, effects } = run(seated, take(left(10, "alice", "connection_lost")), take(signal(6)));
    expect(state.seat).toBe("joining");
    expect(kinds(effects)).toEqual(["join"]);
    expect(state.held).toHaveLength(1);
  });

  test("hears what the service has of its own flags, and not what concerns others or other things", () => {
    const change = (n: number, user: string, flags: object): CallInput => take(event("call_participant_updated", n, { updated: [{ user, ...flags }] }));
    const { effects } = run(
      seated,
      change(11, "bob", { muted: true }),
      change(12, "alice", { hand_raised: true, muted: null }),
      change(13, "alice", { muted: true, camera_on: null }),
      change(14, "alice", { camera_on: true }),
    );
    expect(effects).toEqual([
      { effect: "own_flags", change: { hand_raised: true } },
      { effect: "own_flags", change: { muted: true } },
      { effect: "own_flags", change: { camera_on: true } },
    ]);
  });

  test("takes nothing from a null field of an update", () => {
    const { state } = run(
      seated,
      take(event("call_participant_updated", 11, { updated: [{ user: "bob", muted: true, camera_on: null, status: null }] })),
      take(event("call_updated", 12, { call_status: null, connected_at: "2026-01-01T00:01:00Z" } as never)),
    );
    expect(state.view.participants[1]).toMatchObject({ muted: true, camera_on: false, status: "Joined" });
    expect(state.view).toMatchObject({ call_status: "Connected", connected_at: "2026-01-01T00:01:00Z" });
  });

  test("learns that somebody declined", () => {
    const { state, effects } = run(seated, take(event("call_rejected", 11, { user: "bob", reason: "busy" })));
    expect(state.view.participants[1]?.status).toBe("Rejected");
    expect(effects).toEqual([{ effect: "peer_rejected", user: "bob", reason: "busy" }]);
  });

  test("does nothing after it is gone", () => {
    const gone = run(seated, take(ended(11))).state;
    for (const input of [take(joined(12, "carol")), answer, { input: "connection_restored" } as const]) {
      expect(reduce(gone, input)).toEqual({ state: gone, effects: [] });
    }
  });
});

describe("a resuming page", () => {
  const resuming = run(seated, { input: "connection_restored" }).state;
  const replay = (...events: CallEvent[]): CallInput => ({ input: "resume_answered", answer: { replay: events } });
  const snapshot: CallInput = {
    input: "resume_answered",
    answer: { snapshot: callView({ epoch: 2, seq: 3, participants: [participant("alice"), participant("carol")] }), seq_state: at(2, 3, 1) },
  };

  test("applies the replay, then what came meanwhile, each once", () => {
    const { state, effects } = run(resuming, take(joined(12, "dave")), take(signal(7)), replay(joined(11, "carol"), joined(12, "dave"), signal(6)));
    expect(kinds(effects)).toEqual(["peer_joined", "peer_joined", "signal", "signal"]);
    expect(state.position).toEqual(at(1, 12, 7));
    expect(state.seat).toBe("joined");
  });

  test("needs no negotiation when nothing was lost", () => {
    expect(run(resuming, replay()).effects).toEqual([]);
  });

  test("takes a snapshot whole and negotiates anew, because signals may be lost", () => {
    const { state, effects } = run(resuming, snapshot, take(joined(4, "dave", 2)));
    expect(kinds(effects)).toEqual(["renegotiate", "peer_joined"]);
    expect(state.view.participants.map((p) => p.user)).toEqual(["alice", "carol", "dave"]);
    expect(effects[0]).toEqual({ effect: "renegotiate", own: noFlags, forgotten: true });
  });

  test("tells a service that was too long ago from one that has lost its memory", () => {
    const snapshotOf = (epoch: number, me: string): CallInput => ({
      input: "resume_answered",
      answer: { snapshot: callView({ epoch, participants: [participant(me, "Joined", { muted: true })] }), seq_state: at(epoch, 900, 1) },
    });
    expect(run(resuming, snapshotOf(1, "alice")).effects).toEqual([{ effect: "renegotiate", own: { ...noFlags, muted: true }, forgotten: false }]);
    expect(run(resuming, snapshotOf(2, "zed")).effects).toEqual([{ effect: "renegotiate", own: null, forgotten: true }]);
  });

  test("drops what it held of the old epoch when the snapshot is of a new one", () => {
    const { state } = run(resuming, take(left(11, "bob")), snapshot);
    expect(state.seat).toBe("joined");
    expect(state.position).toEqual(at(2, 3, 1));
  });

  test("resumes again when the replay leaves a gap", () => {
    const { state, effects } = run(resuming, replay(joined(11, "carol"), joined(13, "dave")));
    expect(state.seat).toBe("resuming");
    expect(effects.at(-1)).toEqual({ effect: "resume", position: at(1, 11, 5) });
  });

  test("joins again when its seat was given up meanwhile", () => {
    const { state, effects } = run(resuming, { input: "resume_refused", code: "not_a_participant", reason: null, takenOver: false });
    expect(state.seat).toBe("joining");
    expect(kinds(effects)).toEqual(["join"]);
  });

  test("does not take the call back from a device that took over meanwhile", () => {
    const { state, effects } = run(resuming, { input: "resume_refused", code: "not_a_participant", reason: null, takenOver: true });
    expect(state.seat).toBe("gone");
    expect(effects).toEqual([{ effect: "departed", departure: { why: "taken_over" } }]);
  });

  test.each([
    ["call_ended", "connection_lost"],
    ["call_not_found", null],
  ] as const)("is out on %s", (code, reason) => {
    const { state, effects } = run(resuming, { input: "resume_refused", code, reason, takenOver: false });
    expect(state.seat).toBe("gone");
    expect(kinds(effects)).toEqual(["departed"]);
  });

  test("gives way to another device that takes over meanwhile", () => {
    expect(run(resuming, take(left(10, "alice", "taken_over"))).state.departure).toEqual({ why: "taken_over" });
  });

  test("is out when it is removed meanwhile", () => {
    expect(run(resuming, take(left(10, "alice", "removed"))).state.departure).toEqual({ why: "removed" });
  });

  test("waits for its answer when the service thinks it lost meanwhile", () => {
    const { state, effects } = run(resuming, take(left(10, "alice", "connection_lost")));
    expect(state.seat).toBe("resuming");
    expect(effects).toEqual([]);
  });

  test("finds the end of the call in the replay, and takes nothing after it", () => {
    const { state, effects } = run(resuming, replay(ended(11), joined(12, "carol")));
    expect(state.seat).toBe("gone");
    expect(kinds(effects)).toEqual(["departed"]);
  });

  test("ignores an answer that comes when it does not wait for one", () => {
    expect(reduce(seated, snapshot)).toEqual({ state: seated, effects: [] });
    expect(reduce(seated, answer)).toEqual({ state: seated, effects: [] });
  });

  test("bounds what it holds", () => {
    const flood = Array.from({ length: heldLimit + 5 }, (_, i) => take(signal(6 + i)));
    expect(run(resuming, ...flood).state.held.length).toBeLessThanOrEqual(heldLimit);
  });
});

test("the state of a call is about one call", () => {
  expect(ringing.view.call_session_id).toBe(callId);
});
