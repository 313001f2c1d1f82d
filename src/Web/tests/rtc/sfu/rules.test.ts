import { describe, expect, test } from "vitest";
import type { VideoLayer } from "../../../src/protocol/words";
import { hasCome } from "../../../src/rtc/sfu/arrival";
import { adapt, layerFor, least, noCap, showsAllLayers, type Cap } from "../../../src/rtc/sfu/layers";
import { lackOf, repairFor } from "../../../src/rtc/sfu/repair";
import { candidatesToSfu, fromSfu } from "../../../src/rtc/sfu/streamSignal";
import { wishesFor, type OnStage, type Publisher, type Scene } from "../../../src/rtc/sfu/wishes";
import { all, noSample, nothing, soundOnly } from "../../support/samples";

const publishers = (count: number): Publisher[] => Array.from({ length: count }, (_, i) => ({ user: `u${String(i + 1).padStart(3, "0")}`, feed: i + 1 }));
const stage = (people: Record<string, number>, screens: string[] = []): OnStage => ({ people: new Map(Object.entries(people)), screens: new Set(screens) });
const wishes = (scene: Partial<Scene>): string[] =>
  wishesFor({ publishers: publishers(3), stage: stage({}), speakers: [], caps: new Map(), layered: new Set(publishers(200).map((p) => p.user)), ...scene }).map(({ publisher, video, screen }) => `${publisher} ${video}${screen ? " screen" : ""}`);

describe("what is wanted of the media server", () => {
  test("is pictures as large as they are shown", () => {
    expect(wishes({ stage: stage({ u001: 90, u002: 270, u003: 271 }) })).toEqual(["u001 low", "u002 medium", "u003 high"]);
  });

  test("is no picture of whom nobody sees, and in a small call everybody's voice", () => {
    expect(wishes({ stage: stage({ u002: 400 }) })).toEqual(["u001 off", "u002 high", "u003 off"]);
  });

  test("is no more than the connection has shown to carry", () => {
    expect(wishes({ stage: stage({ u001: 400, u002: 90 }), caps: new Map<string, VideoLayer>([["u001", "low"], ["u002", "medium"]]) })).toEqual(["u001 low", "u002 low", "u003 off"]);
  });

  test("is no smallest size of a camera that is not known to have one", () => {
    expect(wishes({ stage: stage({ u001: 90, u002: 90, u003: 400 }), layered: new Set(["u002"]), caps: new Map<string, VideoLayer>([["u003", "low"]]) })).toEqual(["u001 medium", "u002 low", "u003 medium"]);
  });

  test("is a screen only while it is seen", () => {
    expect(wishes({ stage: stage({ u001: 90 }, ["u002"]) })).toEqual(["u001 low", "u002 off screen", "u003 off"]);
  });

  test("in a large call is whom one sees and who speaks, and nobody else", () => {
    const scene = { publishers: publishers(40), stage: stage({ u001: 90, u002: 90 }), speakers: ["u030", "u002", "stranger"] };
    expect(wishes(scene)).toEqual(["u001 low", "u002 low", "u030 off"]);
    expect(wishes({ ...scene, publishers: publishers(25) })).toHaveLength(25);
  });

  test("names the feed that is meant, and looks the same whoever speaks", () => {
    const [one] = wishesFor({ publishers: publishers(1), stage: stage({ u001: 90 }), speakers: [], caps: new Map(), layered: new Set(["u001"]) });
    expect(one).toEqual({ publisher: "u001", feed: 1, video: "low", screen: false });
    const of = (speakers: string[]): string[] => wishes({ stage: stage({ u003: 90 }), speakers });
    expect(of(["u002", "u001"])).toEqual(of(["u001", "u002"]));
  });

  test("is never more than the service takes", () => {
    const seen = Object.fromEntries(publishers(150).map(({ user }) => [user, 90]));
    expect(wishes({ publishers: publishers(150), stage: stage(seen) })).toHaveLength(100);
  });

  test("is everybody, not too large, while nobody has said what is seen", () => {
    expect(wishes({ stage: null })).toEqual(["u001 medium screen", "u002 medium screen", "u003 medium screen"]);
    expect(wishes({ stage: null, publishers: publishers(40), speakers: ["u040"] })).toHaveLength(26);
  });
});

describe("a layer", () => {
  test.each([[0, "low"], [135, "low"], [136, "medium"], [270, "medium"], [271, "high"], [1080, "high"]] as const)("of %i pixels' height is %s", (height, layer) => {
    expect(layerFor(height)).toBe(layer);
  });

  test.each([["high", 960, true], ["high", 640, false], ["medium", 480, true], ["medium", 320, false], ["off", 480, false]] as const)("that came as %s and %i wide shows that there are three: %s", (layer, width, three) => {
    expect(showsAllLayers(layer, width)).toBe(three);
  });

  test("is the smaller of two", () => {
    expect([least("high", "low"), least("off", "high"), least("medium", "medium")]).toEqual(["low", "off", "medium"]);
  });

  const after = (cap: Cap, ...qualities: [number, "poor" | "good" | "excellent" | "lost" | "unknown"][]): string =>
    qualities.reduce((c, [atMs, quality]) => adapt(c, quality, atMs), cap).layer;

  test("falls one step when the connection is poor, and the next when that has not helped", () => {
    expect(after(noCap, [0, "poor"])).toBe("medium");
    expect(after(noCap, [0, "poor"], [2_000, "poor"])).toBe("medium");
    expect(after(noCap, [0, "poor"], [4_000, "poor"])).toBe("low");
    expect(after(noCap, [0, "poor"], [4_000, "poor"], [60_000, "poor"])).toBe("low");
  });

  test("rises one step after a while of excellence, and not before", () => {
    const low: Cap = { layer: "low", sinceMs: 0 };
    expect(after(low, [11_000, "excellent"])).toBe("low");
    expect(after(low, [12_000, "excellent"])).toBe("medium");
    expect(after(low, [12_000, "excellent"], [14_000, "excellent"])).toBe("medium");
    expect(after(low, [12_000, "excellent"], [24_000, "excellent"])).toBe("high");
  });

  test.each(["good", "lost", "unknown"] as const)("stays when the quality is %s", (quality) => {
    expect(after({ layer: "medium", sinceMs: 0 }, [60_000, quality])).toBe("medium");
  });

  test("does not rise at once after a time that was merely good", () => {
    expect(after({ layer: "low", sinceMs: 0 }, [60_000, "good"], [61_000, "excellent"])).toBe("low");
  });
});

describe("the repair of a stream", () => {
  test.each([["connecting", "answer"], ["connected", null], ["interrupted", "packets"], ["failed", "route"], ["closed", "route"]] as const)("that is %s looks for %s", (state, lack) => {
    expect(lackOf(state)).toBe(lack);
  });

  test("begins with a restart, at once when there is no way, and goes on with new connections ever more slowly", () => {
    expect(repairFor("route", 0)).toEqual({ action: "restart", afterMs: 200 });
    expect(repairFor("packets", 0)).toEqual({ action: "restart", afterMs: 2_000 });
    expect(repairFor("answer", 0)).toEqual({ action: "restart", afterMs: 4_000 });
    expect([1, 2, 5, 50].map((tries) => repairFor("route", tries))).toEqual([5_000, 6_250, 10_000, 10_000].map((afterMs) => ({ action: "renew", afterMs })));
  });
});

describe("media has come", () => {
  const sample = (packets: number, frames: number): typeof noSample => ({ ...noSample, inbound: { ...noSample.inbound, audio: { packets, lost: 0, bytes: 0, jitterMs: null } }, cameraFrames: frames });

  test("when the voice and the camera have, as far as there are any", () => {
    expect(hasCome(sample(1, 1), all, 100)).toBe(true);
    expect(hasCome(sample(1, 0), all, 100)).toBe(false);
    expect(hasCome(sample(0, 1), all, 100)).toBe(false);
    expect(hasCome(sample(1, 0), soundOnly, 100)).toBe(true);
    expect(hasCome(sample(0, 0), nothing, 0)).toBe(true);
  });

  test("or when it has been waited for long enough", () => {
    expect(hasCome(sample(0, 0), all, 3_999)).toBe(false);
    expect(hasCome(sample(0, 0), all, 4_000)).toBe(true);
  });
});

describe("a signal of the media server", () => {
  const stream = { publisher: "bob", direction: "subscribe" as const, session: 3 };

  test("is a description or candidates, one or many", () => {
    expect(fromSfu({ signal_type: "offer", signal_data: { type: "offer", sdp: "s" }, stream })).toEqual({ kind: "description", stream, description: { type: "offer", sdp: "s" } });
    expect(fromSfu({ signal_type: "answer", signal_data: { type: "answer", sdp: "s" }, stream })).toMatchObject({ description: { type: "answer" } });
    expect(fromSfu({ signal_type: "ice_restart", signal_data: { type: "offer", sdp: "s" }, stream })).toMatchObject({ description: { type: "offer" } });
    const one = { candidate: "c", sdpMid: "0", sdpMLineIndex: 0 };
    expect(fromSfu({ signal_type: "ice_candidate", signal_data: one, stream })).toEqual({ kind: "candidates", stream, candidates: [one] });
    expect(fromSfu({ signal_type: "ice_candidate", signal_data: [one, one], stream })).toMatchObject({ candidates: [one, one] });
    expect(fromSfu({ signal_type: "ice_candidate", signal_data: { completed: true }, stream })).toMatchObject({ candidates: [] });
  });

  test.each([
    ["without a stream", { signal_type: "offer", signal_data: { sdp: "s" } }],
    ["without a description", { signal_type: "offer", signal_data: {}, stream }],
    ["of another kind", { signal_type: "custom", signal_data: { sdp: "s" }, stream }],
    ["of nothing", { signal_type: "answer", signal_data: null, stream }],
  ] as const)("%s is none", (_, signal) => {
    expect(fromSfu(signal)).toBeNull();
  });

  test("candidates for it have what it reads, and say when there are no more", () => {
    expect(candidatesToSfu([{ candidate: "c", sdpMid: "1", sdpMLineIndex: 1, usernameFragment: "u" }])).toEqual({ signal_type: "ice_candidate", signal_data: [{ candidate: "c", sdpMid: "1", sdpMLineIndex: 1 }] });
    expect(candidatesToSfu([])).toEqual({ signal_type: "ice_candidate", signal_data: { completed: true } });
  });
});
