import type { Counted, Direction, LinkSample, Picture } from "./linkSample";
import { bitrateScore, lossWeight, passageScore, qualityOf, smoothed, type Quality } from "./score";

export type { Quality } from "./score";

/** What is behind a score; null where it is not known. */
export interface LinkDetails {
  /** Packets lost, 0 to 100. */
  readonly lossPercent: number | null;
  readonly roundTripMs: number | null;
  readonly resolution: Picture | null;
  /** Straight from page to page, or by a TURN server. */
  readonly route: "direct" | "relayed" | null;
}

export const noDetails: LinkDetails = { lossPercent: null, roundTripMs: null, resolution: null, route: null };

/** What should be on its way. What should not is neither missed nor judged. */
export interface Expected {
  readonly sound: boolean;
  readonly picture: boolean;
}

/** How one direction of a connection does. */
export interface Stream {
  readonly score: number | null;
  readonly quality: Quality;
  readonly details: LinkDetails;
  /** Pixels a second at the best moment of the present picture. */
  readonly best: number;
}

/** A connection by its statistics, looked at once a second. */
export interface Flow {
  /** The looks of the last five seconds, oldest first. */
  readonly window: readonly LinkSample[];
  /** Looks in a row without a new packet, and without a new frame of the camera. */
  readonly silentLooks: number;
  readonly stillLooks: number;
  readonly down: Stream;
  readonly up: Stream;
}

const noStream: Stream = { score: null, quality: "unknown", details: noDetails, best: 0 };

export const noFlow: Flow = { window: [], silentLooks: 0, stillLooks: 0, down: noStream, up: noStream };

const windowLooks = 5;
/** Two looks, one second apart: a muted microphone still sends silence, so no packet at all means trouble. */
const silentLimit = 2;
/** A camera that starts, or a sender that is short of time, may take some seconds for a frame. */
const stillLimit = 4;

/**
 * The flow after another look. `from` is what the peer should send, `to` what this page sends. `chosen`: how large the
 * picture is has been asked for, so that a small one is no sign of trouble. Pure.
 */
export function look(flow: Flow, sample: LinkSample, from: Expected, to: Expected, chosen = false): Flow {
  const previous = flow.window.at(-1);
  if (!previous || packetsOf(sample) < packetsOf(previous)) return { ...noFlow, window: [sample] };
  const isSilent = (from.sound || from.picture) && packetsOf(sample) === packetsOf(previous);
  const isStill = from.picture && sample.cameraFrames === previous.cameraFrames;
  const silentLooks = isSilent ? flow.silentLooks + 1 : 0;
  const window = [...flow.window, sample].slice(-windowLooks - 1);
  const down = judge(chosen ? { ...flow.down, best: 0 } : flow.down, window, (s) => s.inbound, from);
  return {
    window,
    silentLooks,
    stillLooks: isStill ? flow.stillLooks + 1 : 0,
    down: silentLooks >= silentLimit ? { ...down, quality: "lost" } : down,
    up: judge(flow.up, window, (s) => s.outbound, to),
  };
}

/** The camera is on, sound may come, and the picture stands. */
export function isFrozen({ stillLooks }: Flow): boolean {
  return stillLooks >= stillLimit;
}

function packetsOf({ inbound }: LinkSample): number {
  return inbound.audio.packets + inbound.video.packets;
}

function judge(before: Stream, window: readonly LinkSample[], of: (sample: LinkSample) => Direction, expected: Expected): Stream {
  const last = window.at(-1);
  if (!last) return before;
  const picture = expected.picture ? of(last).picture : null;
  const best = expected.picture ? Math.max(before.best, pixelRate(picture)) : 0;
  const spans = spansOf(window, of, expected);
  const roundTripMs = last.roundTripMs;
  const scores = spans.map((span) => scoreOf(span, roundTripMs ?? 0, best));
  const score = smoothed(before.score, Math.min(100, ...scores));
  const details = { lossPercent: lossOf(spans), roundTripMs, resolution: picture, route: last.route };
  return { score, quality: qualityOf(score), details, best };
}

/** A kind of media is as good as the worse of its packets and its picture. */
function scoreOf({ kind, lossPercent, jitterMs, bitsPerSecond }: Span, roundTripMs: number, best: number): number {
  const passage = passageScore({ lossPercent, jitterMs, roundTripMs }, lossWeight[kind]);
  return kind === "video" ? Math.min(passage, bitrateScore(best, bitsPerSecond)) : passage;
}

interface Span {
  readonly kind: "audio" | "video";
  readonly packets: number;
  readonly lost: number;
  readonly lossPercent: number;
  readonly jitterMs: number;
  readonly bitsPerSecond: number;
}

function spansOf(window: readonly LinkSample[], of: (sample: LinkSample) => Direction, expected: Expected): Span[] {
  const [first, last] = [window[0], window.at(-1)];
  if (!first || !last || first === last) return [];
  const seconds = (last.atMs - first.atMs) / 1_000;
  const kinds = (["audio", "video"] as const).filter((kind) => (kind === "audio" ? expected.sound : expected.picture));
  return kinds.map((kind) => between(kind, of(first)[kind], of(last)[kind], seconds));
}

/** Late packets take losses back, so there may be less than none. */
function between(kind: "audio" | "video", from: Counted, to: Counted, seconds: number): Span {
  const lost = Math.max(0, to.lost - from.lost);
  const packets = Math.max(0, to.packets - from.packets);
  const bitsPerSecond = (8 * Math.max(0, to.bytes - from.bytes)) / seconds;
  return { kind, lost, packets, lossPercent: lossOf([{ lost, packets }]) ?? 0, jitterMs: to.jitterMs ?? 0, bitsPerSecond };
}

/** Null when there was nothing to lose. */
function lossOf(spans: readonly Pick<Span, "lost" | "packets">[]): number | null {
  const lost = spans.reduce((total, span) => total + span.lost, 0);
  const all = spans.reduce((total, span) => total + span.packets, lost);
  return all === 0 ? null : (100 * lost) / all;
}

function pixelRate(picture: Picture | null): number {
  return picture ? picture.width * picture.height * (picture.framesPerSecond ?? 0) : 0;
}
