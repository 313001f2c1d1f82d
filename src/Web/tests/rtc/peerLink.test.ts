import { beforeEach, describe, expect, test, vi } from "vitest";
import { PeerLink, type PeerLinkOptions } from "../../src/rtc/peerLink";
import { FakeAir, FakeStream, FakeTrack, type FakePeerConnection } from "../support/fakePeerConnection";

interface Side {
  link: PeerLink;
  sent: { type: string; sdp: string; restarted: boolean }[];
  batches: RTCIceCandidateInit[][];
  pc: FakePeerConnection;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
});

const track = (kind: string): MediaStreamTrack => new FakeTrack(kind) as unknown as MediaStreamTrack;
const pass = (ms = 200): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function side(air: FakeAir, more: Partial<PeerLinkOptions> = {}): Side {
  const sent: Side["sent"] = [];
  const batches: RTCIceCandidateInit[][] = [];
  const link = new PeerLink({
    role: "offerer",
    polite: false,
    tracks: { audio: track("audio"), video: track("video"), screen: null },
    create: air.create,
    sendDescription: (description, restarted) => sent.push({ ...description, restarted }),
    sendCandidates: (candidates) => batches.push(candidates),
    ...more,
  });
  return { link, sent, batches, pc: link.connection as unknown as FakePeerConnection };
}

/** Carries what each has said since the last time to the other. */
function exchange(a: Side, b: Side): void {
  for (const [from, to] of [[a, b], [b, a]] as const) {
    for (const { type, sdp } of from.sent.splice(0)) to.link.receive({ type: type as "offer" | "answer", sdp });
    for (const batch of from.batches.splice(0)) to.link.addCandidates(batch);
  }
}

async function connected(): Promise<{ air: FakeAir; a: Side; b: Side }> {
  const air = new FakeAir();
  const a = side(air);
  const b = side(air, { role: "answerer", polite: true });
  for (let i = 0; i < 5; i++) {
    await pass();
    exchange(a, b);
  }
  await pass();
  expect([a.link.state, b.link.state]).toEqual(["connected", "connected"]);
  return { air, a, b };
}

describe("the first negotiation", () => {
  test("is opened by the offerer alone and connects both", async () => {
    const air = new FakeAir();
    const b = side(air, { role: "answerer", polite: true });
    await pass();
    expect(b.sent).toEqual([]);
    await connected();
  });

  test("opens lines for sound, camera and screen even where there is none, and the answerer sends on each", async () => {
    const air = new FakeAir();
    const a = side(air, { tracks: { audio: track("audio"), video: null, screen: null } });
    const b = side(air, { role: "answerer" });
    await pass();
    exchange(a, b);
    await pass();
    expect(a.pc.sentTracks.map((t) => t?.kind)).toEqual(["audio", undefined, undefined]);
    expect(b.pc.sentTracks.map((t) => t?.kind)).toEqual(["audio", "video", undefined]);
    expect(b.pc.getTransceivers().map((t) => t.direction)).toEqual(["sendrecv", "sendrecv", "sendrecv"]);
  });

  test("has a line for a camera that comes on later, beside that of a screen", async () => {
    const air = new FakeAir();
    const screen = track("video");
    const camera = track("video");
    const a = side(air, { tracks: { audio: track("audio"), video: null, screen: null } });
    const b = side(air, { role: "answerer", tracks: { audio: track("audio"), video: null, screen } });
    await pass();
    exchange(a, b);
    await pass();
    const offers = a.sent.length;
    a.link.setTrack("video", camera);
    await pass();
    expect([a.pc.sentTracks[1], b.pc.sentTracks[2], a.sent.length]).toEqual([camera, screen, offers]);
  });

  test("gathers candidates of one moment into one signal", async () => {
    const a = side(new FakeAir());
    await pass();
    expect(a.batches).toHaveLength(1);
    expect(a.batches[0]).toHaveLength(2);
  });
});

describe("candidates", () => {
  test("that do not fit do not take the others of their batch with them", async () => {
    vi.spyOn(console, "debug").mockImplementation(() => undefined);
    const air = new FakeAir();
    const a = side(air);
    const b = side(air, { role: "answerer" });
    await pass();
    const [good = {}] = a.batches[0] ?? [];
    b.link.receive({ type: "offer", sdp: a.sent[0]?.sdp ?? "" });
    b.link.addCandidates([{ candidate: "99:1:1" }, {}, good, { candidate: "0:77:1" }]);
    await pass();
    expect(b.pc.candidates).toHaveLength(1);
  });

  test("wait for the description that came before them", async () => {
    const { a, b } = await connected();
    expect(a.pc.candidates).toHaveLength(2);
    expect(b.pc.candidates).toHaveLength(2);
  });
});

describe("a restart", () => {
  test("is offered as one and renews both sides", async () => {
    const { a, b } = await connected();
    a.link.restart();
    await pass();
    expect(a.sent.map((s) => s.restarted)).toEqual([true]);
    exchange(a, b);
    await pass();
    exchange(a, b);
    await pass();
    expect(a.pc.signalingState).toBe("stable");
    expect(b.pc.remote?.generation).toBe(2);
  });

  test("of both sides at once ends with one way that both agree on", async () => {
    const { a, b } = await connected();
    a.link.restart();
    b.link.restart();
    for (let i = 0; i < 6; i++) {
      await pass();
      exchange(a, b);
    }
    await pass();
    expect([a.pc.signalingState, b.pc.signalingState]).toEqual(["stable", "stable"]);
    expect(a.pc.hears(b.pc) && b.pc.hears(a.pc)).toBe(true);
  });

  test("while an offer is unanswered says the offer again", async () => {
    const a = side(new FakeAir());
    await pass();
    a.link.restart();
    a.link.repeatOffer();
    await pass();
    expect(a.sent.map((s) => s.sdp)).toEqual([a.sent[0]?.sdp, a.sent[0]?.sdp, a.sent[0]?.sdp]);
    expect(a.pc.restarts).toBe(0);
  });

  test("repeating an offer when there is none does nothing", async () => {
    const { a } = await connected();
    a.link.repeatOffer();
    await pass();
    expect(a.sent).toEqual([]);
  });
});

describe("what does not belong", () => {
  test("an answer that nobody waits for is ignored", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const { a, b } = await connected();
    a.link.receive({ type: "answer", sdp: b.pc.localDescription?.sdp ?? "" });
    await pass();
    expect(a.link.state).toBe("connected");
    expect(warn).not.toHaveBeenCalled();
  });

  test("a description that cannot be read is reported, and the next one still works", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const air = new FakeAir();
    const a = side(air);
    const b = side(air, { role: "answerer" });
    await pass();
    b.link.receive({ type: "offer", sdp: "garbage" });
    exchange(a, b);
    await pass();
    expect(b.sent.map((s) => s.type)).toEqual(["answer"]);
    expect(warn).toHaveBeenCalledOnce();
  });

  test("a closed link takes and says nothing", async () => {
    const { a, b } = await connected();
    a.link.close();
    a.link.close();
    a.link.restart();
    a.link.receive({ type: "offer", sdp: b.pc.localDescription?.sdp ?? "" });
    a.link.setTrack("audio", null);
    await pass();
    expect(a.sent).toEqual([]);
    expect(a.link.state).toBe("closed");
    expect(a.link.say("hello")).toBe(false);
  });
});

describe("tracks", () => {
  test("come and go without a new negotiation", async () => {
    const { a } = await connected();
    const camera = track("video");
    a.link.setTrack("video", null);
    a.link.setTrack("video", camera);
    await pass();
    expect(a.pc.sentTracks[1]).toBe(camera);
    expect(a.sent).toEqual([]);
  });

  test("of the screen go on a line of their own, on both sides", async () => {
    const { a, b } = await connected();
    for (const { link, pc, sent } of [a, b]) {
      const screen = track("video");
      link.setTrack("screen", screen);
      await pass();
      expect(pc.sentTracks[2]).toBe(screen);
      expect(pc.sentTracks[1]).not.toBe(screen);
      expect(sent).toEqual([]);
    }
  });

  test("that change before the first offer are the ones the answerer sends", async () => {
    const air = new FakeAir();
    const a = side(air);
    const b = side(air, { role: "answerer" });
    const microphone = track("audio");
    b.link.setTrack("audio", microphone);
    await pass();
    exchange(a, b);
    await pass();
    expect(b.pc.sentTracks[0]).toBe(microphone);
  });

  test("of the peer are put together in one stream, and its screen in another", async () => {
    const { a, b } = await connected();
    for (const { link } of [a, b]) expect((link.screen as unknown as FakeStream).tracks.map((t) => t.kind)).toEqual(["video"]);
    expect((b.link.stream as unknown as FakeStream).tracks.map((t) => t.kind)).toEqual(["audio", "video"]);
  });
});

test("text goes to the peer once the channel is open, and only text is heard", async () => {
  const { a } = await connected();
  const heard: string[] = [];
  a.link.messages.on((text) => heard.push(text));
  a.pc.channels[0]?.onmessage?.({ data: "hello" });
  a.pc.channels[0]?.onmessage?.({ data: new ArrayBuffer(3) });
  expect(a.link.say("hi")).toBe(true);
  expect(a.pc.channels[0]?.sent).toEqual(["hi"]);
  expect(heard).toEqual(["hello"]);
});
