import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeStream } from "../../support/fakePeerConnection";
import { pass, sfuCallOf, withServer, type FakeSfuCall } from "../../support/fakeSfuCall";

let call: FakeSfuCall;

beforeEach(async () => {
  await import("../../../src/rtc/sfu"); // fetching is not of fake time
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  vi.spyOn(console, "debug").mockImplementation(() => undefined);
});
afterEach(() => call.close());

const open = (): number => call.air.connections.filter((c) => c.connectionState !== "closed").length;

describe("a mesh becomes a call with a media server", () => {
  beforeEach(async () => {
    call = await sfuCallOf(["alice", "bob", "carol"]);
    expect(call.isWhole("both")).toBe(true);
  });

  test("without a moment in which anybody has no way to somebody", async () => {
    call.toSfu();
    expect(await call.longestGap(3_000)).toBe(0);
    expect(call.isWhole("down")).toBe(true);
  });

  test("and every pair is closed once both sides have the other's media", async () => {
    call.toSfu();
    await pass(2_000);
    const own = [...call.pages.values()].flatMap((page) => page.connections).filter((c) => c.connectionState !== "closed");
    expect(own).toHaveLength(3 + 6); // one that publishes and two that receive, on each page
  });

  test("but a pair stays for as long as the other side has nothing else", async () => {
    call.pages.get("bob")!.online = false;
    call.toSfu();
    await pass(3_000);
    expect(call.pages.get("bob")!.paths.links.get("alice")).toMatchObject({ way: "both", state: "connected" });
    call.pages.get("bob")!.online = true;
    expect(await call.longestGap(5_000)).toBe(0);
    expect(call.isWhole("down")).toBe(true);
  });

  test("and a peer that never says so is waited for, and not for ever", async () => {
    const alice = call.pages.get("alice")!;
    const receive = alice.paths.receive.bind(alice.paths);
    alice.paths.receive = (from, signal) => ((signal.signal_data as { moved?: true }).moved ? undefined : receive(from, signal));
    call.toSfu();
    await pass(2_000);
    expect(alice.connections.filter((c) => c.connectionState === "connected")).toHaveLength(2 + 3);
    await pass(9_000);
    expect(alice.connections.filter((c) => c.connectionState === "connected")).toHaveLength(3);
  });

  test("what does not come by the media server is not taken for it", async () => {
    call.flows = false;
    call.toSfu();
    await pass(2_000);
    expect(call.isWhole("both")).toBe(true); // connected, and no packets: the pairs are still shown
  });

  test("newcomers get no pairs", async () => {
    call.toSfu();
    await pass(1_000);
    const dave = await call.join("dave");
    await pass(1_000);
    expect(call.isWhole("down")).toBe(true);
    expect(dave.sent.filter(({ to }) => to !== "@sfu")).toEqual([]);
    expect(dave.connections).toHaveLength(1 + 3);
  });

  test("tiles stay where they are", async () => {
    const order = (): string[] => call.pages.get("carol")!.paths.sources.map((s) => s.peer);
    expect(order()).toEqual(["alice", "bob"]);
    call.toSfu();
    await pass(1_000);
    await call.join("aaron");
    expect(order()).toEqual(["alice", "bob", "aaron"]);
    call.update({ topology: "mesh" });
    await pass(1_000);
    expect(order()).toEqual(["alice", "bob", "aaron"]);
  });
});

describe("the call becomes a mesh again", () => {
  beforeEach(async () => {
    call = await sfuCallOf(["alice", "bob", "carol"], withServer);
    await pass(1_000);
    expect(call.isWhole("down")).toBe(true);
    call.leave("carol");
  });

  test("without a moment in which anybody has no way to somebody", async () => {
    call.update({ topology: "mesh" });
    expect(await call.longestGap(3_000)).toBe(0);
    expect(call.isWhole("both")).toBe(true);
  });

  test("by a hello of the one with the smaller id, and one offer", async () => {
    const before = [...call.pages.values()].map((page) => page.sent.length);
    call.update({ topology: "mesh" });
    await pass(1_000);
    const said = [...call.pages.values()].flatMap((page, i) => page.sent.slice(before[i])).filter(({ to }) => to !== "@sfu");
    expect(said.filter(({ signal }) => signal.signal_type === "custom")).toMatchObject([{ to: "bob" }]);
    expect(said.filter(({ signal }) => signal.signal_type === "offer")).toMatchObject([{ to: "alice" }]);
  });

  test("and nothing is left of the media server", async () => {
    call.update({ topology: "mesh" });
    await pass(10_000);
    expect(open() - call.server.publications.size - [...call.server.subscriptions.values()].reduce((n, s) => n + s.size, 0)).toBe(2);
    expect(call.pages.get("alice")!.paths.publishing).toBeNull();
  });

  test("also when the media server is gone at once", async () => {
    call.update({ topology: "mesh" });
    call.server.lose();
    expect(await call.longestGap(3_000)).toBeLessThan(500);
    expect(call.isWhole("both")).toBe(true);
  });

  test("and over to the media server once more", async () => {
    call.update({ topology: "mesh" });
    await pass(5_000);
    call.toSfu(2);
    expect(await call.longestGap(5_000)).toBe(0);
    expect(call.isWhole("down")).toBe(true);
  });
});
