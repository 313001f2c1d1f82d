import { beforeEach, describe, expect, test, vi } from "vitest";
import { CallLine } from "../../src/client/callLine";
import type { CallEffect } from "../../src/client/callState";
import { connect, FakeHub, settle } from "../support/fakeHub";
import { at, callId, callView, ended, joined, signal } from "../support/views";
import type { CallEvent } from "../../src/protocol/events";

beforeEach(() => void vi.useFakeTimers());

async function lineOn(hub: FakeHub): Promise<{ line: CallLine; effects: CallEffect[] }> {
  const { service } = await connect(hub);
  const line = new CallLine(service, callView(), "device1");
  const effects: CallEffect[] = [];
  line.effects.on((effect) => effects.push(effect));
  return { line, effects };
}

async function joinedLine(hub: FakeHub): Promise<{ line: CallLine; effects: CallEffect[] }> {
  hub.on("join_call", () => ({ call: callView(), ice_servers: [{ urls: "stun:s" }], seq_state: at(1, 10, 5) }));
  const made = await lineOn(hub);
  made.line.join();
  await settle();
  return made;
}

const send = (hub: FakeHub, e: CallEvent): void => hub.live.emit(e.event, e.data);

describe("joining", () => {
  test("names the device and keeps the ICE servers", async () => {
    const hub = new FakeHub();
    const { line, effects } = await joinedLine(hub);
    expect(hub.made("join_call")).toEqual([{ call_session_id: callId, device_id: "device1" }]);
    expect(line.ice.ice_servers).toEqual([{ urls: "stun:s" }]);
    expect(effects).toEqual([{ effect: "seated", own: { muted: false, camera_on: false, screen_sharing: false, hand_raised: false } }]);
  });

  test("happens once however often it is asked for", async () => {
    const hub = new FakeHub();
    const { line } = await joinedLine(hub);
    line.join();
    await settle();
    expect(hub.made("join_call")).toHaveLength(1);
  });

  test("is tried again while the service is unavailable, and not for ever", async () => {
    const hub = new FakeHub();
    hub.refuse("join_call", "unavailable");
    const { line } = await lineOn(hub);
    line.join();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(hub.made("join_call").length).toBeGreaterThan(3);
    expect(hub.made("join_call").length).toBeLessThan(20);
    expect(line.state.departure).toEqual({ why: "refused", code: "unavailable" });
  });

  test.each(["forbidden", "room_full", "call_not_found"] as const)("is given up on %s", async (code) => {
    const hub = new FakeHub();
    hub.refuse("join_call", code);
    const { line } = await lineOn(hub);
    line.join();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.made("join_call")).toHaveLength(1);
    expect(line.state.departure).toEqual({ why: "refused", code });
  });

  test("is told why the call is over", async () => {
    const hub = new FakeHub();
    hub.refuse("join_call", "call_ended", { end_reason: "cancelled" });
    const { line } = await lineOn(hub);
    line.join();
    await settle();
    expect(line.state.departure).toMatchObject({ why: "ended", reason: "cancelled" });
  });

  test("is made anew on the next connection when the answer is lost", async () => {
    const hub = new FakeHub();
    hub.onRaw("join_call", () => new Promise(() => undefined));
    const { line } = await lineOn(hub);
    line.join();
    await settle();
    hub.on("join_call", () => ({ call: callView(), ice_servers: [], seq_state: at(1, 10, 5) }));
    hub.live.break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(line.state.seat).toBe("joined");
    expect(hub.calls.filter((c) => c.operation === "join_call").map((c) => c.connection)).toEqual([0, 1]);
  });
});

describe("resuming", () => {
  test("happens after a reconnect, from the last numbers, and gives what was missed", async () => {
    const hub = new FakeHub();
    const { line, effects } = await joinedLine(hub);
    send(hub, signal(6));
    hub.on("resume_call", () => ({ replay: [joined(11, "carol"), signal(7)] }));
    hub.live.break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(hub.made("resume_call")).toEqual([{ call_session_id: callId, epoch: 1, seq: 10, signal_seq: 6, device_id: "device1" }]);
    expect(effects.map((e) => e.effect)).toEqual(["seated", "signal", "peer_joined", "signal"]);
    expect(line.state.seat).toBe("joined");
  });

  test("happens for a gap, and what comes meanwhile is kept", async () => {
    const hub = new FakeHub();
    const { line } = await joinedLine(hub);
    hub.on("resume_call", () => ({ replay: [joined(11, "carol"), joined(12, "dave")] }));
    send(hub, joined(12, "dave"));
    send(hub, joined(13, "erin"));
    await vi.advanceTimersByTimeAsync(10);
    expect(line.state.position).toEqual(at(1, 13, 5));
    expect(line.state.view.participants.map((p) => p.user)).toEqual(["alice", "bob", "carol", "dave", "erin"]);
  });

  test("is repeated slowly, not in a storm, when the replay never closes the gap", async () => {
    const hub = new FakeHub();
    await joinedLine(hub);
    hub.on("resume_call", () => ({ replay: [joined(12, "dave")] }));
    send(hub, joined(12, "dave"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(hub.made("resume_call").length).toBeGreaterThan(2);
    expect(hub.made("resume_call").length).toBeLessThan(15);
  });

  test("that is refused because the seat was given up joins again", async () => {
    const hub = new FakeHub();
    const { line, effects } = await joinedLine(hub);
    hub.refuse("resume_call", "not_a_participant");
    hub.live.break();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(line.state.seat).toBe("joined");
    expect(effects.map((e) => e.effect)).toEqual(["seated", "seated"]);
  });

  test("that is refused because another device took over gives way to it, and joins no more", async () => {
    const hub = new FakeHub();
    const { line } = await joinedLine(hub);
    hub.refuse("resume_call", "not_a_participant", { reason: "taken_over" });
    hub.live.break();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(line.state.departure).toEqual({ why: "taken_over" });
    expect(hub.made("join_call")).toHaveLength(1);
  });

  test("is repeated while the service is unavailable", async () => {
    const hub = new FakeHub();
    const { line } = await joinedLine(hub);
    hub.refuse("resume_call", "unavailable");
    hub.live.break();
    await vi.advanceTimersByTimeAsync(3_000);
    hub.on("resume_call", () => ({ replay: [] }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(line.state.seat).toBe("joined");
  });

  test("that is overtaken by another broken connection starts again on the third", async () => {
    const hub = new FakeHub();
    const { line } = await joinedLine(hub);
    hub.onRaw("resume_call", () => new Promise(() => undefined));
    hub.live.break();
    await vi.advanceTimersByTimeAsync(1_000);
    hub.on("resume_call", () => ({ replay: [] }));
    hub.live.break();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(line.state.seat).toBe("joined");
    expect(hub.calls.filter((c) => c.operation === "resume_call").map((c) => c.connection)).toEqual([1, 2]);
  });

  test("finds the call ended", async () => {
    const hub = new FakeHub();
    const { line } = await joinedLine(hub);
    hub.refuse("resume_call", "call_ended", { end_reason: "connection_lost" });
    hub.live.break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(line.state.departure).toMatchObject({ why: "ended", reason: "connection_lost" });
  });
});

test("after the end the line asks for nothing any more", async () => {
  const hub = new FakeHub();
  await joinedLine(hub);
  send(hub, ended(11));
  hub.live.break();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hub.made("resume_call")).toEqual([]);
});

test("a closed line hears nothing", async () => {
  const hub = new FakeHub();
  const { line, effects } = await joinedLine(hub);
  line.close();
  send(hub, joined(11, "carol"));
  expect(effects.map((e) => e.effect)).toEqual(["seated"]);
});
