import type { Service } from "../client/service";
import type { CallView } from "../protocol/views";
import type { LocalMedia } from "../rtc/localMedia";
import type { MediaProblem } from "../rtc/mediaProblem";

export interface ActiveCallOptions {
  readonly service: Service;
  readonly view: CallView;
  readonly deviceId: string;
  readonly media: LocalMedia;
  readonly createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** This tab was in the call before it was reloaded. */
  readonly returning: boolean;
  /** Somebody who was let speak has no microphone. */
  readonly deviceRefused: (problem: MediaProblem) => void;
}
