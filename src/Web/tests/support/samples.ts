import type { Counted, Direction, LinkSample } from "../../src/rtc/linkSample";
import { look, noFlow, type Expected, type Flow } from "../../src/rtc/packetFlow";

export const all: Expected = { sound: true, picture: true };
export const soundOnly: Expected = { sound: true, picture: false };
export const nothing: Expected = { sound: false, picture: false };

const none: Counted = { packets: 0, lost: 0, bytes: 0, jitterMs: null };
const still: Direction = { audio: none, video: none, picture: null };

export const noSample: LinkSample = { atMs: 0, inbound: still, outbound: still, cameraFrames: 0, roundTripMs: 20, route: "direct" };

/** What happens in one second, both ways alike; a camera sends 40,000 bytes and 15 frames. */
export interface Second {
  readonly audio?: number;
  readonly audioLost?: number;
  readonly video?: number;
  readonly videoLost?: number;
  readonly bytes?: number;
  readonly frames?: number;
  readonly roundTripMs?: number;
  readonly jitterMs?: number;
  readonly width?: number;
}

export function after(sample: LinkSample, second: Second): LinkSample {
  const { audio = 50, audioLost = 0, video = 60, videoLost = 0, bytes = 40_000, frames = 15, width = 640 } = second;
  const jitterMs = second.jitterMs ?? 5;
  const grow = (c: Counted, packets: number, lost: number, more: number): Counted => ({ packets: c.packets + packets, lost: c.lost + lost, bytes: c.bytes + more, jitterMs });
  const way = (d: Direction): Direction => ({
    audio: grow(d.audio, audio, audioLost, audio * 80),
    video: grow(d.video, video, videoLost, bytes),
    picture: frames > 0 ? { width, height: (width * 9) / 16, framesPerSecond: frames } : null,
  });
  return {
    ...sample,
    atMs: sample.atMs + 1_000,
    inbound: way(sample.inbound),
    outbound: way(sample.outbound),
    cameraFrames: sample.cameraFrames + frames,
    roundTripMs: second.roundTripMs ?? sample.roundTripMs,
  };
}

/** The flow after the first look and so many seconds. */
export function flowOf(seconds: readonly Second[], from: Expected = all, to: Expected = all): Flow {
  let sample = noSample;
  let flow = look(noFlow, sample, from, to);
  for (const second of seconds) {
    sample = after(sample, second);
    flow = look(flow, sample, from, to);
  }
  return flow;
}

export const times = (n: number, second: Second): Second[] => Array.from({ length: n }, () => second);
