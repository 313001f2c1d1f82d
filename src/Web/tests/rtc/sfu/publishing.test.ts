import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeStream, FakeTrack } from "../../support/fakePeerConnection";
import { pass, sfuCallOf, withServer, type FakeSfuCall, type SfuPage } from "../../support/fakeSfuCall";

let call: FakeSfuCall;
let alice: SfuPage;

beforeEach(async () => {
  await import("../../../src/rtc/sfu"); // fetching is not of fake time
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal("MediaStream", FakeStream);
  vi.spyOn(console, "debug").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  call = await sfuCallOf(["alice", "bob"], withServer);
  await pass(1_000);
  alice = call.pages.get("alice")!;
});
afterEach(() => call.close());

const published = (page: SfuPage): SfuPage["connections"] => page.connections.filter((c) => c.getTransceivers().some((t) => t.direction === "sendonly"));
const offers = (page: SfuPage): { type: string; session: number | undefined }[] =>
  page.sent.filter(({ stream, signal }) => stream?.direction === "publish" && ["offer", "ice_restart"].includes(signal.signal_type)).map(({ stream, signal }) => ({ type: signal.signal_type, session: stream?.session }));
const feedOf = (user: string): number | null | undefined => call.view.participants.find((p) => p.user === user)?.feed;

test("goes by one connection: lines for voice, camera in three sizes, and screen, all of them only sent", () => {
  const [connection, ...more] = published(alice);
  expect(more).toEqual([]);
  const lines = connection!.getTransceivers();
  expect(lines.map((l) => [l.receiver.track.kind, l.direction])).toEqual([["audio", "sendonly"], ["video", "sendonly"], ["video", "sendonly"]]);
  expect(lines[1]!.sendEncodings).toMatchObject([{ rid: "h", scaleResolutionDownBy: 1 }, { rid: "m", scaleResolutionDownBy: 2 }, { rid: "l", scaleResolutionDownBy: 4 }]);
  expect(alice.sent.find(({ to }) => to === "@sfu")).toMatchObject({ stream: { publisher: "alice", direction: "publish" }, signal: { signal_type: "offer", signal_data: { type: "offer" } } });
});

test("another track is sent without a negotiation", async () => {
  const before = offers(alice).length;
  const camera = new FakeTrack("video");
  alice.paths.setTrack("video", camera as unknown as MediaStreamTrack);
  await pass(100);
  alice.paths.setTrack("video", null);
  await pass(100);
  expect(published(alice)[0]!.getTransceivers()[1]!.sender.replaced).toEqual([camera, null]);
  expect(offers(alice)).toHaveLength(before);
});

test("candidates come in batches, and the end of them is said", () => {
  const kinds = alice.sent.filter(({ stream, signal }) => stream?.direction === "publish" && signal.signal_type === "ice_candidate").map(({ signal }) => signal.signal_data);
  expect(kinds).toEqual([[expect.anything(), expect.anything()], { completed: true }]);
});

describe("when it breaks", () => {
  test("a new way is looked for on the same connection", async () => {
    published(alice)[0]!.become("failed");
    await pass(1_000);
    const [first, second, ...more] = offers(alice);
    expect([second, more]).toEqual([{ type: "ice_restart", session: first!.session }, []]);
    expect(alice.paths.publishing?.state).toBe("connected");
  });

  test("and then it is published anew, with a greater number", async () => {
    call.air.deaf = true;
    published(alice)[0]!.become("failed");
    await pass(6_000);
    call.air.deaf = false;
    call.air.settle();
    await pass(2_000);
    const sessions = offers(alice).map((o) => o.session!);
    expect(sessions.at(-1)).toBeGreaterThan(sessions[0]!);
    expect(alice.paths.publishing?.state).toBe("connected");
    expect(published(alice).filter((c) => c.connectionState !== "closed")).toHaveLength(1);
    await pass(1_000);
    expect(call.pages.get("bob")!.paths.links.get("alice")?.state).toBe("connected");
  });

  test("without an answer the offer is said again, and then it is published anew", async () => {
    call.server.deaf = true;
    call.update({ sfu: { generation: 2, available: true } });
    await pass(4_500);
    const again = offers(alice).slice(1);
    expect(again.map((o) => o.session)).toEqual([again[0]!.session, again[0]!.session]);
    await pass(5_500);
    expect(offers(alice).at(-1)!.session).toBeGreaterThan(again[0]!.session!);
    call.server.deaf = false;
    await pass(10_000);
    expect(alice.paths.publishing?.state).toBe("connected");
  });

  test("nothing is tried while nobody could take it", async () => {
    const before = offers(alice).length;
    call.update({ sfu: { generation: 1, available: false } });
    published(alice)[0]!.become("failed");
    await pass(30_000);
    expect(offers(alice)).toHaveLength(before);
  });

  test("a publication that the service has lost is made again", async () => {
    await pass(5_000);
    const before = offers(alice).length;
    call.change("alice", { feed: 0 });
    await pass(1_000);
    expect(offers(alice)).toHaveLength(before + 1);
    expect(feedOf("alice")).toBeGreaterThan(0);
    await pass(30_000);
    expect(offers(alice)).toHaveLength(before + 1);
  });
});

describe("roles", () => {
  test("a listener publishes nothing, and hears", async () => {
    const eve = await call.join("eve", { media_role: "listener" });
    await pass(1_000);
    expect([offers(eve), eve.paths.publishing]).toEqual([[], null]);
    expect(eve.paths.links.get("alice")?.state).toBe("connected");
    expect(alice.paths.sources.find((s) => s.peer === "eve")).toMatchObject({ link: null, state: "connected" });
  });

  test("who is let speak publishes, and stops when asked to listen again", async () => {
    const eve = await call.join("eve", { media_role: "listener" });
    call.change("eve", { media_role: "publisher" });
    await pass(1_000);
    expect(alice.paths.links.get("eve")?.state).toBe("connected");
    call.change("eve", { media_role: "listener" });
    await pass(1_000);
    expect(eve.paths.publishing).toBeNull();
    expect(alice.paths.links.get("eve")).toBeUndefined();
  });

  test("nobody publishes before it is known whether they may", async () => {
    call.tell((view) => ({ ...view, participants: view.participants.filter((p) => p.user !== "alice") }));
    const before = offers(alice).length;
    call.update({ sfu: { generation: 2, available: true } });
    await pass(1_000);
    expect(offers(alice)).toHaveLength(before);
  });
});

test("a new seat publishes anew", async () => {
  const before = offers(alice).length;
  alice.paths.seated("alice#again");
  await pass(1_000);
  expect(offers(alice)).toHaveLength(before + 1);
  expect(call.isWhole("down")).toBe(true);
});
