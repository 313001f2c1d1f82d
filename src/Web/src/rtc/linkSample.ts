/** Counters of one kind of media on its way in one direction, since the connection was made. */
export interface Counted {
  readonly packets: number;
  readonly lost: number;
  readonly bytes: number;
  /** Null when not known. */
  readonly jitterMs: number | null;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number | null;
}

export interface Direction {
  readonly audio: Counted;
  readonly video: Counted;
  /** The camera's, as it comes or goes now; null when there is none. */
  readonly picture: Picture | null;
}

/** What one look at a connection's statistics says. */
export interface LinkSample {
  readonly atMs: number;
  readonly inbound: Direction;
  /** `packets` and `bytes` by this page's count, `lost` and `jitterMs` as the peer reports them. */
  readonly outbound: Direction;
  /** Decoded frames of the peer's camera. */
  readonly cameraFrames: number;
  /** To the peer and back; null when not known. */
  readonly roundTripMs: number | null;
  readonly route: "direct" | "relayed" | null;
}

/** The fields of W3C's identifiers for WebRTC statistics that are read here; browsers leave some of them out. */
interface Stat {
  readonly id?: string;
  readonly type: string;
  readonly kind?: "audio" | "video";
  readonly mid?: string;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  readonly packetsLost?: number;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly jitter?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesPerSecond?: number;
  readonly framesDecoded?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
}

/** Reads a getStats report. `cameraMid`: the line that the camera's pictures come on; null when there is none. */
export function sampleOf(report: Iterable<readonly [string, unknown]>, cameraMid: string | null, atMs: number): LinkSample {
  const stats = [...report].map(([, stat]) => stat as Stat);
  const camera = stats.find((s) => s.type === "inbound-rtp" && s.mid !== undefined && s.mid === cameraMid);
  const own = stats.find((s) => s.type === "outbound-rtp" && s.mid !== undefined && s.mid === cameraMid);
  const pair = stats.find((s) => s.type === "candidate-pair" && s.nominated && s.state !== "failed");
  return {
    atMs,
    inbound: { audio: inbound(stats, "audio"), video: inbound(stats, "video"), picture: pictureOf(camera) },
    outbound: { audio: outbound(stats, "audio"), video: outbound(stats, "video"), picture: pictureOf(own) },
    cameraFrames: camera?.framesDecoded ?? 0,
    roundTripMs: inMs(pair?.currentRoundTripTime),
    route: routeOf(stats, pair),
  };
}

function inbound(stats: readonly Stat[], kind: "audio" | "video"): Counted {
  const streams = stats.filter((s) => s.type === "inbound-rtp" && s.kind === kind);
  return {
    packets: sum(streams, (s) => s.packetsReceived),
    lost: sum(streams, (s) => s.packetsLost),
    bytes: sum(streams, (s) => s.bytesReceived),
    jitterMs: worstJitter(streams),
  };
}

function outbound(stats: readonly Stat[], kind: "audio" | "video"): Counted {
  const streams = stats.filter((s) => s.type === "outbound-rtp" && s.kind === kind);
  const reports = stats.filter((s) => s.type === "remote-inbound-rtp" && s.kind === kind);
  return {
    packets: sum(streams, (s) => s.packetsSent),
    lost: sum(reports, (s) => s.packetsLost),
    bytes: sum(streams, (s) => s.bytesSent),
    jitterMs: worstJitter(reports),
  };
}

function sum(stats: readonly Stat[], field: (stat: Stat) => number | undefined): number {
  return stats.reduce((total, stat) => total + (field(stat) ?? 0), 0);
}

function worstJitter(stats: readonly Stat[]): number | null {
  const known = stats.flatMap((stat) => inMs(stat.jitter) ?? []);
  return known.length > 0 ? Math.max(...known) : null;
}

function pictureOf(stat: Stat | undefined): Picture | null {
  if (!stat?.frameWidth || !stat.frameHeight) return null;
  return { width: stat.frameWidth, height: stat.frameHeight, framesPerSecond: stat.framesPerSecond ?? null };
}

function routeOf(stats: readonly Stat[], pair: Stat | undefined): LinkSample["route"] {
  if (!pair) return null;
  const ends = stats.filter((s) => s.id !== undefined && (s.id === pair.localCandidateId || s.id === pair.remoteCandidateId));
  if (ends.length === 0) return null;
  return ends.some((end) => end.candidateType === "relay") ? "relayed" : "direct";
}

function inMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1_000;
}
