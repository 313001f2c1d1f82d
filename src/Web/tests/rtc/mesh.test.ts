import { beforeEach, describe, expect, test, vi } from "vitest";
import { callOf, FakeCall, pass } from "../support/fakeCall";
import { FakeStream } from "../support/fakePeerConnection";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  vi.spyOn(console, "debug").mockImplementation(() => undefined);
});

const people = ["alice", "bob", "carol", "dave"];

const offers = (call: FakeCall): string[] =>
  call.flights.filter((f) => f.signal.signal_type === "offer").map((f) => `${f.from.user}>${f.to}`);

describe("joining", () => {
  test("the newcomer asks, and those who are in make the first offers", async () => {
    const call = await callOf("alice", "bob", "carol");
    expect(offers(call)).toEqual(["alice>bob", "alice>carol", "bob>carol"]);
  });

  test("everybody at the same moment makes one pair of each two, with no first offers that collide", async () => {
    const call = new FakeCall();
    for (const user of people) call.join(user, false);
    call.tell();
    await pass(500);
    expect(call.isWhole).toBe(true);
    expect(call.connections).toBe(12);
    expect(offers(call)).toHaveLength(6);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("in any order of arrival ends whole (case %i)", async (seed) => {
    let state = seed;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const call = new FakeCall();
    call.latency = () => 1 + random() * 200;
    for (const user of people) {
      call.join(user, false);
      for (const other of people) setTimeout(() => call.tell(other), random() * 400);
      await pass(random() * 60);
    }
    await pass(1_500);
    call.tell();
    await pass(2_500);
    expect(call.isWhole).toBe(true);
  });

  test("a hello that overtakes the roster is held until the roster knows its sender", async () => {
    const call = await callOf("alice");
    call.join("bob", false);
    await pass(50);
    expect(offers(call)).toEqual([]);
    call.tell();
    await pass(200);
    expect(call.isWhole).toBe(true);
    expect(offers(call)).toEqual(["alice>bob"]);
  });

  test("a newcomer whose hello was lost asks again", async () => {
    const call = await callOf("alice");
    let lost = 0;
    call.carries = ({ signal }) => signal.signal_type !== "custom" || lost++ > 0;
    call.join("bob");
    await pass(8_000);
    expect(call.isWhole).toBe(true);
  });

  test("a newcomer that never asks is asked", async () => {
    const call = await callOf("alice");
    call.carries = ({ from, signal }) => from.user !== "bob" || signal.signal_type !== "custom";
    call.join("bob");
    await pass(10_000);
    expect(call.isWhole).toBe(true);
    expect(offers(call).at(-1)).toBe("bob>alice");
  });

  test("signals for a page that has no seat any more reach nobody and harm nobody", async () => {
    const call = await callOf("alice", "bob");
    const stale = call.flights.map((f) => f.signal);
    const alice = call.seats.get("alice");
    for (const signal of stale) alice?.mesh.receive("bob", signal);
    for (const signal of stale) alice?.mesh.receive("alice", signal);
    await pass(2_000);
    expect(call.isWhole).toBe(true);
  });
});

describe("coming again", () => {
  test("a reloaded page is connected anew, though the roster never changed", async () => {
    const call = await callOf("alice", "bob", "carol");
    call.join("bob", false);
    await pass(300);
    expect(call.isWhole).toBe(true);
    expect(call.connections).toBe(8); // six that live, and two that the dead page still holds in this test
  });

  test("a page reloaded twice in a row is connected with its last incarnation", async () => {
    const call = await callOf("alice", "bob");
    call.join("bob", false);
    await pass(3);
    call.join("bob", false);
    await pass(300);
    expect(call.isWhole).toBe(true);
  });

  test("both pages of a pair reloaded at once find each other", async () => {
    const call = await callOf("alice", "bob");
    call.join("bob", false);
    call.join("alice", false);
    await pass(10_000);
    expect(call.isWhole).toBe(true);
  });

  test("leaving and coming back is one pair at the end, when the hello is faster than both news", async () => {
    const call = await callOf("alice", "bob");
    call.leave("bob", false);
    call.join("bob", false);
    await pass(100);
    call.seats.get("alice")?.mesh.roster([]);
    call.seats.get("alice")?.mesh.roster(["bob"]);
    await pass(300);
    expect(call.isWhole).toBe(true);
  });

  test("the signals of a dead incarnation are dropped", async () => {
    const call = await callOf("alice", "bob");
    const old = call.flights.filter((f) => f.from.user === "bob").map((f) => f.signal);
    call.join("bob", false);
    await pass(300);
    const before = call.air.connections.length;
    for (const signal of old) call.seats.get("alice")?.mesh.receive("bob", signal);
    await pass(3_000);
    expect(call.air.connections.length).toBe(before);
    expect(call.isWhole).toBe(true);
  });

  test("a page that takes a new seat gives up the pairs of its old one", async () => {
    const call = await callOf("alice", "bob");
    const { mesh } = call.seats.get("alice")!;
    const old = mesh.pairs.get("bob")?.link;
    mesh.seated("alice#again", ["bob"]);
    await pass(300);
    expect(old?.state).toBe("closed");
    expect(call.isWhole).toBe(true);
  });
});

describe("trouble on the way", () => {
  const dropped = async (call: FakeCall, state: string): Promise<void> => {
    for (const connection of call.air.connections) connection.become(state);
    await pass(10);
    expect(call.isWhole).toBe(false);
  };

  test.each(["disconnected", "failed"])("a pair that is %s restarts on the same connection", async (state) => {
    const call = await callOf("alice", "bob");
    await dropped(call, state);
    await pass(8_000);
    expect(call.isWhole).toBe(true);
    expect(call.connections).toBe(2);
    expect(call.flights.some((f) => f.signal.signal_type === "ice_restart")).toBe(true);
  });

  test("a restart that leads nowhere is followed by a new connection", async () => {
    const call = await callOf("alice", "bob");
    const made = call.air.connections.length;
    call.air.deaf = true;
    await dropped(call, "failed");
    await pass(20_000);
    call.air.deaf = false;
    await pass(60_000);
    expect(call.isWhole).toBe(true);
    expect(call.air.connections.length).toBeGreaterThan(made);
  });

  test("a first connection that never comes up is made again", async () => {
    const call = new FakeCall();
    call.air.deaf = true;
    call.join("alice");
    call.join("bob");
    await pass(15_000);
    call.air.deaf = false;
    await pass(60_000);
    expect(call.isWhole).toBe(true);
    expect(call.connections).toBe(2);
  });

  test("nothing is repaired while the service cannot carry signals, and all of it afterwards", async () => {
    const call = await callOf("alice", "bob");
    for (const page of call.seats.values()) page.online = false;
    await dropped(call, "failed");
    const said = call.flights.length;
    await pass(30_000);
    expect(call.flights.length).toBe(said);
    for (const page of call.seats.values()) page.online = true;
    await pass(30_000);
    expect(call.isWhole).toBe(true);
  });

  test("after a loss of the service's memory one side renews each pair", async () => {
    const call = await callOf("alice", "bob", "carol");
    const before = call.flights.length;
    for (const { mesh } of call.seats.values()) mesh.renegotiate();
    await pass(1_000);
    const restarts = call.flights.slice(before).filter((f) => f.signal.signal_type === "ice_restart");
    expect(restarts.map((f) => `${f.from.user}>${f.to}`).sort()).toEqual(["bob>alice", "carol>alice", "carol>bob"]);
    expect(call.isWhole).toBe(true);
  });

  test.each(["custom", "offer", "answer", "ice_candidate"])("a first %s lost with the service is made good by negotiating anew", async (lost) => {
    const call = await callOf("alice");
    call.carries = ({ signal }) => signal.signal_type !== lost;
    call.join("bob");
    await pass(500);
    call.carries = () => true;
    for (const { mesh } of call.seats.values()) mesh.renegotiate();
    await pass(25_000);
    expect(call.isWhole).toBe(true);
  });
});

test("who leaves takes the connection along, and a closed mesh does nothing more", async () => {
  const call = await callOf("alice", "bob", "carol");
  call.leave("carol");
  await pass(100);
  expect(call.seats.get("alice")?.mesh.pairs.size).toBe(1);
  for (const { mesh } of call.seats.values()) mesh.close();
  expect(call.connections).toBe(0);
  const said = call.flights.length;
  await pass(60_000);
  expect(call.flights.length).toBe(said);
});

test("text reaches everybody in the call", async () => {
  const call = await callOf("alice", "bob", "carol");
  expect(call.seats.get("alice")?.mesh.say("hello")).toBe(2);
});
