import { beforeEach, describe, expect, test, vi } from "vitest";
import { CallLine } from "../../src/client/callLine";
import { reduce } from "../../src/client/callReducer";
import { ringingState, type CallState } from "../../src/client/callState";
import { headcount, isWhole } from "../../src/client/roster";
import type { CallEvent } from "../../src/protocol/events";
import type { ParticipantView } from "../../src/protocol/views";
import { connect, FakeHub, settle } from "../support/fakeHub";
import { at, callId, callView, event, joined, left, participant } from "../support/views";

const people = (from: number, to: number): ParticipantView[] => Array.from({ length: to - from + 1 }, (_, i) => participant(`u${from + i}`));
const first = callView({ participants: [participant("alice"), ...people(1, 2)], participants_total: 6 });

const apply = (state: CallState, ...inputs: (CallEvent | Parameters<typeof reduce>[1])[]): CallState =>
  inputs.reduce<CallState>((s, i) => reduce(s, "event" in i && "data" in i ? { input: "event", event: i } : i).state, state);
const page = (participants: ParticipantView[], last = false): Parameters<typeof reduce>[1] => ({ input: "roster_page", participants, last });
const users = ({ view }: CallState): string[] => view.participants.map((p) => p.user);
const statusOf = ({ view }: CallState, user: string): string | undefined => view.participants.find((p) => p.user === user)?.status;

function seated(call = first): CallState {
  const joining = apply(ringingState("alice", callView()), { input: "join_started" });
  return apply(joining, { input: "join_answered", answer: { call, ice_servers: [], seq_state: at(1, 10, 0) } });
}

describe("a view that names only the first people", () => {
  test("has the rest read, and a whole one has not", () => {
    const step = (call: typeof first): string[] => {
      const joining = apply(ringingState("alice", callView()), { input: "join_started" });
      return reduce(joining, { input: "join_answered", answer: { call, ice_servers: [], seq_state: at(1, 10, 0) } }).effects.map((e) => e.effect);
    };
    expect(step(first)).toContain("read_roster");
    expect(step(callView())).not.toContain("read_roster");
    expect(step(callView({ participants_total: 2 }))).not.toContain("read_roster");
  });

  test("counts those who are not read yet", () => {
    expect(headcount(first, 3)).toBe(6);
    expect(headcount(apply(seated(), page(people(3, 5))).view, 6)).toBe(6);
  });

  test("is whole after all pages, whatever the service had promised", () => {
    const state = apply(seated(), page(people(1, 4)), page([], true));
    expect(users(state)).toEqual(["alice", "u1", "u2", "u3", "u4"]);
    expect([isWhole(state), state.view.participants_total]).toEqual([true, 5]);
  });

  test("keeps those known before a snapshot until it is read that they are gone", () => {
    const before = apply(seated(), page(people(3, 5)), page([], true));
    const resuming = apply(before, { input: "connection_restored" });
    const after = apply(resuming, { input: "resume_answered", answer: { snapshot: first, seq_state: at(2, 0, 0) } });
    expect(users(after)).toContain("u5");
    expect(users(apply(after, page([...people(1, 2), participant("u3", "Left"), ...people(4, 4)]), page([], true)))).toEqual(["alice", "u1", "u2", "u3", "u4"]);
    expect(statusOf(apply(after, page([participant("u3", "Left")])), "u3")).toBe("Left");
  });
});

describe("events while the pages are on their way", () => {
  test("win over a page that was read before them", () => {
    const state = apply(seated(), left(11, "u4"), page(people(3, 5)));
    expect(statusOf(state, "u4")).toBe("Left");
  });

  test("are followed in order, so that who leaves and comes back is here", () => {
    const state = apply(seated(), left(11, "u4"), joined(12, "u4"), page([participant("u4", "Left")]));
    expect(statusOf(state, "u4")).toBe("Joined");
  });

  test("change flags of somebody whom only a page names", () => {
    const state = apply(seated(), event("call_participant_updated", 11, { updated: [{ user: "u5", feed: 7 }] }), page(people(3, 5)));
    expect(state.view.participants.find((p) => p.user === "u5")?.feed).toBe(7);
  });

  test("keep it true after the last page, and are not remembered any more", () => {
    const state = apply(seated(), page(people(3, 5)), page([], true), joined(11, "u6"), left(12, "u1"));
    expect([users(state).length, statusOf(state, "u1"), state.reading]).toEqual([7, "Left", null]);
  });
});

describe("the pages", () => {
  let hub: FakeHub;
  let line: CallLine;

  beforeEach(async () => {
    vi.useFakeTimers();
    hub = new FakeHub();
    hub.on("join_call", () => ({ call: callView({ participants: people(1, 200), participants_total: 1_001 }), ice_servers: [], seq_state: at(1, 10, 0) }));
    line = new CallLine((await connect(hub)).service, callView({ participants: people(1, 2) }), "device");
  });

  const serve = (all: ParticipantView[]): void =>
    hub.on("get_participants", ({ page: n, page_size }) => {
      const size = Number(page_size);
      return { participants: all.slice((Number(n) - 1) * size, Number(n) * size), page: n, page_size, total: all.length };
    });

  test("are of 500 people, after joining, until everybody is there", async () => {
    serve(people(1, 1_001));
    line.join();
    await settle();
    await vi.advanceTimersByTimeAsync(100);
    expect(hub.made("get_participants")).toEqual([1, 2, 3].map((n) => ({ call_session_id: callId, page: n, page_size: 500 })));
    expect(line.state.view.participants).toHaveLength(1_001);
  });

  test("are read once more when somebody was missed, and then it is enough", async () => {
    serve(people(1, 900));
    line.join();
    await vi.advanceTimersByTimeAsync(100);
    expect(hub.made("get_participants")).toHaveLength(4);
    expect([line.state.view.participants.length, line.state.reading]).toEqual([900, null]);
  });

  test("are asked for again when the service cannot answer now", async () => {
    hub.refuse("get_participants", "unavailable");
    line.join();
    await vi.advanceTimersByTimeAsync(100);
    serve(people(1, 1_001));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(line.state.view.participants).toHaveLength(1_001);
  });

  test("are left when the call is over", async () => {
    vi.spyOn(console, "debug").mockImplementation(() => undefined);
    hub.refuse("get_participants", "call_ended");
    line.join();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.made("get_participants")).toHaveLength(1);
    line.close();
  });
});
