import type { CallState } from "../client/callState";
import type { LinkStatus } from "../client/hubLink";
import { headcount } from "../client/roster";
import type { CallView, ParticipantView } from "../protocol/views";
import type { CallType, Topology } from "../protocol/words";
import type { LocalMedia } from "../rtc/localMedia";
import type { LinkDetails, Quality } from "../rtc/packetFlow";
import type { PeerSource } from "../rtc/mediaLink";
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
  /** May hear and see, and not send: nothing can be switched on. */
  readonly listens: boolean;
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
  /** How many are in the call, this user included; of a large call also those who are not among `participants` yet. */
  readonly headcount: number;
  readonly topology: Topology;
  /** The call needs a media server, and there is none for the moment. */
  readonly awaitsServer: boolean;
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
  readonly sources: readonly PeerSource[];
  readonly signs: (source: PeerSource) => PeerSigns;
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
  const people = new Map(view.participants.map((p) => [p.user, p]));
  const own = people.get(me);
  const peers = parts.sources.map((source) => peerOf(source, people.get(source.peer), parts));
  const awaitsServer = view.sfu?.available === false;
  const { muted, hasMicrophone, cameraOn, tracks } = media;
  return {
    callId: view.call_session_id,
    roomId: view.room_id,
    callType: view.call_type,
    phase: phaseOf(state, link, peers.map((peer) => peer.phase), awaitsServer && !parts.sources.some(isPair)),
    link,
    connectedAtMs: view.connected_at ? Date.parse(view.connected_at) : null,
    isHost: own?.role === "host",
    participants: view.participants,
    invitees: inviteesOf(state, parts.refusals),
    peers,
    activeSpeaker: speakerOf(view, activeSpeaker, peers),
    headcount: headcount(view, peers.length + 1),
    topology: view.topology,
    awaitsServer,
    local: { listens: own?.media_role === "listener", muted, hasMicrophone, cameraOn, video: tracks.video, screen: tracks.screen, ...local },
    chat,
  };
}

/** Media goes from page to page as long as it is not replaced. */
function isPair({ link }: PeerSource): boolean {
  return link?.way === "both" && link.state === "connected";
}

/** The service hears everybody; without it this page judges by what it hears itself. */
function speakerOf({ active_speakers }: CallView, heard: string | null, peers: readonly PeerSnapshot[]): string | null {
  const speaker = active_speakers?.find((user) => peers.some((peer) => peer.user === user));
  return speaker ?? heard;
}

function peerOf(source: PeerSource, participant: ParticipantView | undefined, parts: CallParts): PeerSnapshot {
  const { quality, details, frozen, speaking } = parts.signs(source);
  const { screen_sharing = false, muted = false, camera_on = false, hand_raised = false } = participant ?? {};
  return {
    user: source.peer,
    phase: peerPhaseOf({
      away: participant?.status === "Reconnecting",
      linked: source.state === "connected",
      silent: quality === "lost",
      frozen,
      before: parts.heardBefore.has(source.peer),
    }),
    recovery: source.recovery,
    quality,
    details,
    stream: source.link?.stream ?? null,
    screen: screen_sharing ? (source.link?.screen ?? null) : null,
    cameraOn: camera_on,
    muted,
    screenSharing: screen_sharing,
    handRaised: hand_raised,
    speaking: speaking && !muted,
  };
}
