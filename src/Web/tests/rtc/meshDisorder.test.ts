import { beforeEach, describe, expect, test, vi } from "vitest";
import { callOf, FakeCall, pass } from "../support/fakeCall";
import { FakeStream } from "../support/fakePeerConnection";
import { randomOf } from "../support/random";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  vi.spyOn(console, "debug").mockImplementation(() => undefined);
});

describe("signals that come twice or in disorder", () => {
  test("everything doubled still makes one connection for each two", async () => {
    const call = new FakeCall();
    const carry = call.carries;
    call.carries = (flight) => {
      setTimeout(() => call.seats.get(flight.to)?.mesh.receive(flight.from.user, flight.signal), 6);
      return carry(flight);
    };
    for (const user of ["alice", "bob", "carol"]) call.join(user);
    await pass(2_000);
    expect(call.isWhole).toBe(true);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("doubled, late and out of order between people, with reloads and restarts, everybody ends up connected with everybody's present page (%d)", async (seed) => {
    const random = randomOf(seed);
    const call = new FakeCall();
    call.latency = () => random(400);
    const carry = call.carries;
    call.carries = (flight) => {
      const isDoubled = random(3) === 0;
      if (isDoubled && call.seats.get(flight.from.user) === flight.from) call.deliver(flight);
      return carry(flight);
    };
    const users = ["alice", "bob", "carol"];
    for (const user of users) call.join(user);
    for (let deed = 0; deed < 6; deed++) {
      await pass(random(1_500));
      const user = users[random(users.length)] ?? "alice";
      if (random(2) === 0) call.join(user, random(2) === 0);
      else call.seats.get(user)?.mesh.renegotiate();
    }
    call.tell();
    await pass(60_000);
    expect(call.isWhole).toBe(true);
  });

  test("candidates before their offer are kept for it", async () => {
    const call = await callOf("alice");
    let offer: (() => void) | null = null;
    call.carries = (flight) => {
      if (flight.signal.signal_type !== "offer" || offer) return true;
      offer = () => call.seats.get(flight.to)?.mesh.receive(flight.from.user, flight.signal);
      return false;
    };
    call.join("bob");
    await pass(200);
    expect(call.isWhole).toBe(false);
    offer!();
    await pass(200);
    expect(call.isWhole).toBe(true);
  });

  test.each([null, "text", 7, [], {}, { from: 5 }, { from: "x", to: "y" }, { from: "x", hello: "yes" }])("signal data of %j is ignored", async (signal_data) => {
    const call = await callOf("alice", "bob");
    for (const signal_type of ["offer", "answer", "ice_candidate", "ice_restart", "custom"] as const) {
      call.seats.get("alice")?.mesh.receive("bob", { signal_type, signal_data });
    }
    await pass(1_000);
    expect(call.isWhole).toBe(true);
  });

  test("strangers who signal for ever take up a bounded place", async () => {
    const call = await callOf("alice", "bob");
    const { mesh } = call.seats.get("alice")!;
    for (let i = 0; i < 5_000; i++) mesh.receive(`stranger${i}`, { signal_type: "custom", signal_data: { from: "x", hello: true } });
    mesh.roster(["bob", "stranger1", "stranger4999"]);
    expect(mesh.pairs.get("stranger1")?.link).toBeNull();
    expect(mesh.pairs.get("stranger4999")?.link).not.toBeNull();
  });
});
