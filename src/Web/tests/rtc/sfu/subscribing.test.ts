import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Refusal } from "../../../src/protocol/errors";
import { FakeStream } from "../../support/fakePeerConnection";
import { pass, sfuCallOf, withServer, type FakeSfuCall, type SfuPage } from "../../support/fakeSfuCall";

let call: FakeSfuCall;
let alice: SfuPage;

beforeEach(async () => {
  await import("../../../src/rtc/sfu"); // fetching is not of fake time
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  vi.spyOn(console, "debug").mockImplementation(() => undefined);
  call = await sfuCallOf(["alice", "bob", "carol"], withServer);
  await pass(3_000); // time enough to see how large the pictures are
  alice = call.pages.get("alice")!;
});
afterEach(() => call.close());

const last = (page: SfuPage): string => (page.declared.at(-1) ?? []).map(({ publisher, video }) => `${publisher} ${video}`).join(", ");
const see = (people: Record<string, number>): void => alice.paths.see({ people: new Map(Object.entries(people)), screens: new Set() });
const signals = (type: string): SfuPage["sent"] => alice.sent.filter(({ stream, signal }) => stream?.direction === "subscribe" && signal.signal_type === type);
const linkTo = (peer: string): unknown => alice.paths.links.get(peer)?.connection;

test("each publisher has a connection, which the media server offers and this page answers", () => {
  expect(call.isWhole("down")).toBe(true);
  expect(last(alice)).toBe("bob medium, carol medium");
  expect(signals("answer").map(({ stream }) => stream?.publisher).sort()).toEqual(["bob", "carol"]);
  expect(alice.paths.links.get("alice")?.way).toBe("up");
});

test("all wishes of a moment are one request, the whole of them, and the same ones none", async () => {
  const before = alice.declared.length;
  see({ bob: 90 });
  see({ bob: 90, carol: 90 });
  see({ bob: 400, carol: 90 });
  await pass(500);
  expect(alice.declared.length).toBe(before + 1);
  expect(last(alice)).toBe("bob high, carol low");
  see({ carol: 90, bob: 500 });
  await pass(500);
  expect(alice.declared.length).toBe(before + 1);
});

test("a layer changes without a new connection, and who is not seen is still heard", async () => {
  const link = linkTo("bob");
  see({ carol: 90 });
  await pass(500);
  expect(last(alice)).toBe("bob off, carol low");
  expect(linkTo("bob")).toBe(link);
  expect(alice.paths.links.get("bob")?.state).toBe("connected");
});

test("a picture is missed only where one is wanted", async () => {
  call.change("bob", { camera_on: true });
  const told = { sound: true, picture: true };
  const expected = (): unknown => alice.paths.expected("bob", alice.paths.links.get("bob")!, told);
  expect(expected()).toEqual({ sound: false, picture: true });
  see({ carol: 90 });
  await pass(500);
  expect(expected()).toEqual({ sound: false, picture: false });
  call.update({ active_speakers: ["bob"] });
  expect(expected()).toEqual({ sound: true, picture: false });
});

describe("a refusal", () => {
  test("of somebody who publishes nothing leaves them out until the roster changes", async () => {
    call.refusal = new Refusal("stream_not_found", "", { publishers: ["bob"] });
    see({ bob: 400, carol: 400 });
    await pass(300);
    call.refusal = null;
    await pass(2_000);
    expect(last(alice)).toBe("carol high");
    const dave = await call.join("dave");
    await pass(2_000);
    expect(dave.paths.publishing?.state).toBe("connected");
    expect(last(alice)).toContain("bob");
    await pass(6_000);
    expect(call.isWhole("down")).toBe(true);
  });

  test.each(["unavailable", "rate_limited"] as const)("that passes (%s) is followed by another try, with the last wishes", async (code) => {
    call.refusal = new Refusal(code, "");
    see({ bob: 90, carol: 90 });
    await pass(1_000);
    see({ bob: 400, carol: 90 });
    call.refusal = null;
    await pass(4_000);
    expect(last(alice)).toBe("bob high, carol low");
  });

  test("one request is under way at a time", async () => {
    call.refusal = new Refusal("unavailable", "");
    const before = alice.declared.length;
    see({ bob: 90, carol: 90 });
    await pass(10_000);
    expect(alice.declared.length - before).toBeLessThan(8);
  });
});

describe("when it breaks", () => {
  test("the media server is asked for a new way on the same connection", async () => {
    const link = linkTo("bob");
    alice.connections.find((c) => c === link)!.become("failed");
    await pass(1_000);
    expect(signals("ice_restart")).toMatchObject([{ stream: { publisher: "bob", direction: "subscribe" }, signal: { signal_data: {} } }]);
    expect([linkTo("bob") === link, alice.paths.links.get("bob")?.state]).toEqual([true, "connected"]);
  });

  test("and then it is left out once, and comes back as another one", async () => {
    const link = linkTo("bob");
    call.air.deaf = true;
    alice.connections.find((c) => c === link)!.become("failed");
    await pass(5_600);
    call.air.deaf = false;
    call.air.settle();
    await pass(2_000);
    expect(alice.declared.slice(-2).map((set) => set.map((s) => s.publisher))).toEqual([["carol"], ["bob", "carol"]]);
    expect(linkTo("bob")).not.toBe(link);
    expect(alice.paths.links.get("bob")?.state).toBe("connected");
  });

  test("what was never offered is asked for again", async () => {
    const offer = call.server as unknown as { subscribe: (user: string, streams: unknown[]) => void };
    const subscribe = offer.subscribe.bind(offer);
    offer.subscribe = () => undefined; // takes it and forgets it
    const dave = await call.join("dave");
    await pass(1_000);
    offer.subscribe = subscribe;
    await pass(8_000);
    expect(dave.paths.links.get("alice")?.state).toBe("connected");
  });
});

describe("another generation", () => {
  test("is published to and subscribed anew, while what plays goes on until it is replaced", async () => {
    const links = [linkTo("bob"), linkTo("carol")];
    call.server.publications.clear(); // the new one knows nothing, the old one still sends
    call.server.subscriptions.clear();
    call.update({ sfu: { generation: 2, available: true } });
    expect(await call.longestGap(3_000)).toBe(0);
    expect(call.isWhole("down")).toBe(true);
    expect([linkTo("bob"), linkTo("carol")].some((link) => links.includes(link))).toBe(false);
    expect(alice.connections.filter((c) => c.connectionState !== "closed")).toHaveLength(3);
  });

  test("after a time without any media server, all comes back", async () => {
    call.server.lose();
    for (const { connections } of call.pages.values()) for (const connection of connections) connection.become("failed");
    call.update({ sfu: { generation: 2, available: false } });
    const before = alice.declared.length;
    await pass(20_000);
    expect(alice.declared.length).toBe(before);
    expect(alice.paths.sources.map((s) => s.state)).toEqual(["connecting", "connecting"]);
    call.update({ sfu: { generation: 2, available: true } });
    await pass(1_500);
    expect(call.isWhole("down")).toBe(true);
  });

  test("is there before the browsers know that the old one is dead, and all is renewed at once", async () => {
    const links = [linkTo("bob"), linkTo("alice")];
    call.server.lose();
    call.update({ sfu: { generation: 2, available: false } });
    await pass(500);
    call.update({ sfu: { generation: 2, available: true } });
    await pass(1_500);
    expect(call.isWhole("down")).toBe(true);
    expect([linkTo("bob"), linkTo("alice")].some((link) => links.includes(link))).toBe(false);
    expect(alice.paths.publishing?.connection).toBe(linkTo("alice"));
  });
});

describe("signals", () => {
  test("of an old session are dropped", async () => {
    const link = linkTo("bob");
    alice.paths.receive("@sfu", { signal_type: "offer", signal_data: { type: "offer", sdp: "{}" }, stream: { publisher: "bob", direction: "subscribe", session: 0 } });
    alice.paths.receive("@sfu", { signal_type: "offer", signal_data: { type: "offer", sdp: "{}" }, stream: { publisher: "stranger", direction: "subscribe", session: 99 } });
    await pass(1_000);
    expect(linkTo("bob")).toBe(link);
  });

  test("that are lost with the service are made good", async () => {
    const before = alice.declared.length;
    alice.paths.renegotiate();
    await pass(500);
    expect(alice.declared.length).toBe(before + 1);
    expect(call.isWhole("down")).toBe(true);
  });
});

test("who leaves takes the connection along, and a closed page does nothing more", async () => {
  call.leave("carol");
  await pass(500);
  expect(last(alice)).toBe("bob medium");
  expect(alice.paths.links.has("carol")).toBe(false);
  call.close();
  const said = alice.sent.length + alice.declared.length;
  await pass(60_000);
  expect(alice.sent.length + alice.declared.length).toBe(said);
  expect(alice.connections.every((c) => c.connectionState === "closed")).toBe(true);
});

test("a page that was loaded again gets offers of its own, though the media server still has the wishes of the one before", async () => {
  alice.paths.close();
  const again = await call.join("alice");
  await pass(1_000);
  expect(again.declared[0]).toEqual([]);
  expect(again.paths.links.get("bob")?.state).toBe("connected");
  expect(again.paths.links.get("carol")?.state).toBe("connected");
});
