import type { CallState } from "../client/callState";
import type { LinkStatus } from "../client/hubLink";
import type { ParticipantView } from "../protocol/views";
import type { CallType } from "../protocol/words";
import type { LocalMedia } from "../rtc/localMedia";
import type { LinkDetails, Quality } from "../rtc/packetFlow";
import type { Pair } from "../rtc/pair";
import type { Recovery } from "../rtc/recovery";
import { peerPhaseOf, phaseOf, type CallPhase, type PeerPhase } from "./callPhase";
import { inviteesOf, type InviteeSnapshot } from "./invitees";

export type { InviteeSnapshot, InviteeState } from "./invitees";

/** Somebody else who is in the call. */
export interface PeerSnapshot {
  readonly user: string;
  readonly phase: PeerPhase;
  /** What is being done about a connection that is not there; null when nothing has to be. */
  readonly recovery: Recovery | null;
  readonly quality: Quality;
  /** As of the last look, one second ago at most. A change of these alone is no news: whoever shows them asks again. */
  readonly details: LinkDetails;
  /** Microphone and camera. */
  readonly stream: MediaStream | null;
  /** The shared screen while there is one. */
  readonly screen: MediaStream | null;
  readonly cameraOn: boolean;
  readonly muted: boolean;
  readonly screenSharing: boolean;
  readonly handRaised: boolean;
  readonly speaking: boolean;
}

export interface LocalSnapshot {
  readonly muted: boolean;
  /** False for somebody who only listens; switching the microphone on asks for one. */
  readonly hasMicrophone: boolean;
  readonly cameraOn: boolean;
  readonly video: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
  readonly handRaised: boolean;
  readonly speaking: boolean;
  /** The user talks and nobody hears it. */
  readonly speakingWhileMuted: boolean;
  /** What arrives of this page at the peer that it reaches best. */
  readonly uplink: Quality;
  readonly uplinkDetails: LinkDetails;
  /** The uplink has been poor for a while, and the camera is on: sound alone would come through better. */
  readonly suggestsCameraOff: boolean;
}

export interface ChatLine {
  /** Unique in the call. */
  readonly id: string;
  readonly from: string;
  readonly text: string;
  /** Milliseconds since 1970: when it was written, by the writer's clock or the service's. */
  readonly atMs: number;
  /** How it came here first: from page to page, or by the service. */
  readonly via: "peers" | "service";
  /** Of own lines: whether the room's history has it. Others' are `sent`. */
  readonly state: "sending" | "sent" | "failed";
}

/** Everything a view needs to draw the call. */
export interface CallSnapshot {
  readonly callId: string;
  readonly roomId: string;
  readonly callType: CallType;
  readonly phase: CallPhase;
  /** The connection to the service: a call goes on without it, but nobody can come in. */
  readonly link: LinkStatus;
  /** Milliseconds since 1970 by the service's clock; null before two have joined. */
  readonly connectedAtMs: number | null;
  readonly isHost: boolean;
  /** Everybody who was ever invited or joined, this user included. */
  readonly participants: readonly ParticipantView[];
  /** Those who are not in the call, and how far the ring has come with each. */
  readonly invitees: readonly InviteeSnapshot[];
  readonly peers: readonly PeerSnapshot[];
  /** Who speaks, or spoke last of those who are here; null before anybody did. This user is never it. */
  readonly activeSpeaker: string | null;
  readonly local: LocalSnapshot;
  readonly chat: readonly ChatLine[];
}

/** What watching a connection and a voice has shown. */
export interface PeerSigns {
  readonly quality: Quality;
  readonly details: LinkDetails;
  readonly frozen: boolean;
  readonly speaking: boolean;
}

/** What watching this page has shown. */
export type LocalSigns = Pick<LocalSnapshot, "handRaised" | "speaking" | "speakingWhileMuted" | "uplink" | "uplinkDetails" | "suggestsCameraOff">;

/** What a snapshot is taken of. */
export interface CallParts {
  readonly state: CallState;
  readonly link: LinkStatus;
  readonly pairs: readonly Pair[];
  readonly signs: (pair: Pair) => PeerSigns;
  readonly local: LocalSigns;
  readonly activeSpeaker: string | null;
  readonly refusals: ReadonlyMap<string, string>;
  readonly heardBefore: ReadonlySet<string>;
  readonly media: LocalMedia;
  readonly chat: readonly ChatLine[];
}

export function snapshotOf(parts: CallParts): CallSnapshot {
  const { state, media, local, link, activeSpeaker, chat } = parts;
  const { view, me } = state;
  const peers = parts.pairs.map((pair) => peerOf(pair, parts));
  const { muted, hasMicrophone, cameraOn, tracks } = media;
  return {
    callId: view.call_session_id,
    roomId: view.room_id,
    callType: view.call_type,
    phase: phaseOf(state, link, peers.map((peer) => peer.phase)),
    link,
    connectedAtMs: view.connected_at ? Date.parse(view.connected_at) : null,
    isHost: view.participants.some((p) => p.user === me && p.role === "host"),
    participants: view.participants,
    invitees: inviteesOf(state, parts.refusals),
    peers,
    activeSpeaker,
    local: { muted, hasMicrophone, cameraOn, video: tracks.video, screen: tracks.screen, ...local },
    chat,
  };
}

function peerOf(pair: Pair, parts: CallParts): PeerSnapshot {
  const participant = parts.state.view.participants.find((p) => p.user === pair.peer);
  const { quality, details, frozen, speaking } = parts.signs(pair);
  const { screen_sharing = false, muted = false, camera_on = false, hand_raised = false } = participant ?? {};
  return {
    user: pair.peer,
    phase: peerPhaseOf({
      away: participant?.status === "Reconnecting",
      linked: pair.state === "connected",
      silent: quality === "lost",
      frozen,
      before: parts.heardBefore.has(pair.peer),
    }),
    recovery: pair.recovery,
    quality,
    details,
    stream: pair.link?.stream ?? null,
    screen: screen_sharing ? (pair.link?.screen ?? null) : null,
    cameraOn: camera_on,
    muted,
    screenSharing: screen_sharing,
    handRaised: hand_raised,
    speaking: speaking && !muted,
  };
}
