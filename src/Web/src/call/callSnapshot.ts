import type { CallState } from "../client/callState";
import type { LinkStatus } from "../client/hubLink";
import type { ParticipantView } from "../protocol/views";
import type { CallType } from "../protocol/words";
import type { LocalMedia } from "../rtc/localMedia";
import type { Quality } from "../rtc/packetFlow";
import type { Pair } from "../rtc/pair";
import { peerPhaseOf, phaseOf, type CallPhase, type PeerPhase } from "./callPhase";

/** Somebody else who is in the call. */
export interface PeerSnapshot {
  readonly user: string;
  readonly phase: PeerPhase;
  readonly quality: Quality;
  readonly stream: MediaStream | null;
  readonly cameraOn: boolean;
  readonly muted: boolean;
}

export interface LocalSnapshot {
  readonly muted: boolean;
  readonly cameraOn: boolean;
  readonly video: MediaStreamTrack | null;
}

export interface ChatLine {
  readonly from: string;
  readonly text: string;
}

/** Everything a view needs to draw the call. */
export interface CallSnapshot {
  readonly callId: string;
  readonly roomId: string;
  readonly callType: CallType;
  readonly phase: CallPhase;
  /** Milliseconds since 1970 by the service's clock; null before two have joined. */
  readonly connectedAtMs: number | null;
  readonly isHost: boolean;
  /** Everybody who was ever invited or joined, this user included. */
  readonly participants: readonly ParticipantView[];
  readonly peers: readonly PeerSnapshot[];
  readonly local: LocalSnapshot;
  readonly chat: readonly ChatLine[];
}

/** What a snapshot is taken of. */
export interface CallParts {
  readonly state: CallState;
  readonly link: LinkStatus;
  readonly pairs: readonly Pair[];
  readonly quality: (pair: Pair) => Quality;
  readonly heardBefore: ReadonlySet<string>;
  readonly media: LocalMedia;
  readonly chat: readonly ChatLine[];
}

export function snapshotOf(parts: CallParts): CallSnapshot {
  const { state, media } = parts;
  const { view, me } = state;
  const peers = parts.pairs.map((pair) => peerOf(pair, parts));
  return {
    callId: view.call_session_id,
    roomId: view.room_id,
    callType: view.call_type,
    phase: phaseOf(state, parts.link, peers.map((peer) => peer.phase)),
    connectedAtMs: view.connected_at ? Date.parse(view.connected_at) : null,
    isHost: view.participants.some((p) => p.user === me && p.role === "host"),
    participants: view.participants,
    peers,
    local: { muted: media.muted, cameraOn: media.cameraOn, video: media.tracks.video },
    chat: parts.chat,
  };
}

function peerOf(pair: Pair, { state, quality, heardBefore }: CallParts): PeerSnapshot {
  const participant = state.view.participants.find((p) => p.user === pair.peer);
  const flow = quality(pair);
  const phase = peerPhaseOf({
    away: participant?.status === "Reconnecting",
    linked: pair.state === "connected",
    silent: flow === "lost",
    before: heardBefore.has(pair.peer),
  });
  return {
    user: pair.peer,
    phase,
    quality: flow,
    stream: pair.link?.stream ?? null,
    cameraOn: participant?.camera_on ?? false,
    muted: participant?.muted ?? false,
  };
}
