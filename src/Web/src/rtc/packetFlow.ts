/** What one look at a connection's statistics says. */
export interface FlowSample {
  /** RTP packets that have come in, all streams. */
  readonly packetsReceived: number;
  /** Round trip to the peer in seconds, when known. */
  readonly roundTripTime: number | null;
  readonly packetsLost: number;
}

/** `unknown`: not looked at often enough yet. `lost`: nothing comes through. */
export type Quality = "unknown" | "excellent" | "good" | "poor" | "lost";

/** What is behind a score; null where it is not known. */
export interface LinkDetails {
  /** Packets lost, 0 to 100. */
  readonly lossPercent: number | null;
  readonly roundTripMs: number | null;
  readonly resolution: { readonly width: number; readonly height: number; readonly framesPerSecond: number | null } | null;
  /** Straight from page to page, or by a TURN server. */
  readonly route: "direct" | "relayed" | null;
}

export const noDetails: LinkDetails = { lossPercent: null, roundTripMs: null, resolution: null, route: null };

export interface Flow {
  readonly last: FlowSample | null;
  /** Looks in a row without a new packet. */
  readonly silentLooks: number;
  readonly quality: Quality;
}

export const noFlow: Flow = { last: null, silentLooks: 0, quality: "unknown" };

/** Two looks, one second apart: a muted microphone still sends silence, so no packet at all means trouble. */
const silentLimit = 2;

/** The flow after another look. Pure. */
export function look(flow: Flow, sample: FlowSample): Flow {
  const previous = flow.last;
  if (!previous || sample.packetsReceived < previous.packetsReceived) {
    return { last: sample, silentLooks: 0, quality: "unknown" };
  }
  const received = sample.packetsReceived - previous.packetsReceived;
  const silentLooks = received === 0 ? flow.silentLooks + 1 : 0;
  return { last: sample, silentLooks, quality: rate(previous, sample, received, silentLooks) };
}

function rate(previous: FlowSample, sample: FlowSample, received: number, silentLooks: number): Quality {
  if (silentLooks >= silentLimit) return "lost";
  if (received === 0) return "poor";
  const lost = Math.max(0, sample.packetsLost - previous.packetsLost);
  const lossShare = lost / (lost + received);
  const roundTrip = sample.roundTripTime ?? 0;
  if (lossShare > 0.08 || roundTrip > 0.6) return "poor";
  return lossShare > 0.02 || roundTrip > 0.3 ? "good" : "excellent";
}

interface Stat {
  readonly type: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
}

/** Reads a getStats report (W3C identifiers for WebRTC statistics). */
export function sampleOf(report: Iterable<readonly [string, unknown]>): FlowSample {
  let sample: FlowSample = { packetsReceived: 0, packetsLost: 0, roundTripTime: null };
  for (const [, value] of report) {
    const stat = value as Stat;
    if (stat.type === "inbound-rtp") {
      const packetsReceived = sample.packetsReceived + (stat.packetsReceived ?? 0);
      sample = { ...sample, packetsReceived, packetsLost: sample.packetsLost + (stat.packetsLost ?? 0) };
    }
    if (stat.type === "candidate-pair" && stat.nominated) {
      sample = { ...sample, roundTripTime: stat.currentRoundTripTime ?? sample.roundTripTime };
    }
  }
  return sample;
}
