import type { ParticipantView } from "../protocol/views";
import type { CallType } from "../protocol/words";
import type { Quality } from "../rtc/packetFlow";
import type { CallPhase, PeerPhase } from "./callPhase";

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
