import { MediaRefused } from "../rtc/mediaProblem";
import type { CallType } from "../protocol/words";
import type { CallDesk } from "./callDesk";
import type { CallData } from "./callStub";

/** The global that f_chat's pages know: exactly these seven methods. */
export interface ChatWebRtc {
  /** Asks for the devices a call needs. True when the user may talk; the reason otherwise is in the help. */
  check_and_request_media_permissions(callType: CallType): Promise<boolean>;
  show_permission_help(): void;
  /** Joins the call and connects to everybody in it. Takes a call view, or `{call_session_id, call_type}`. */
  setup_webrtc_connection(callData: CallData): Promise<void>;
  /** True when the microphone is on afterwards; false without a call. Who joined without one is asked for it: false as yet. */
  toggle_microphone(): boolean;
  /** True when the camera is on afterwards, which it may be in an audio call, too; false without a call. */
  toggle_camera(): Promise<boolean>;
  leave_call(): Promise<void>;
  /** Ends connections and devices of this page without leaving the call. */
  cleanup_webrtc_connection(): void;
}

export function chatWebRtc(desk: CallDesk): ChatWebRtc {
  return {
    async check_and_request_media_permissions(callType) {
      try {
        await desk.media.prepare(callType);
        return true;
      } catch (error) {
        if (error instanceof MediaRefused) return false;
        throw error;
      }
    },
    show_permission_help: () => desk.media.showHelp(),
    setup_webrtc_connection: (callData) => desk.setUp(callData),
    toggle_microphone() {
      const { active } = desk;
      if (!active) return false;
      if (active.media.hasMicrophone) active.setMuted(!active.media.muted);
      else active.setMicrophone(true).catch((error: unknown) => askForHelp(desk, error));
      return !active.media.muted;
    },
    async toggle_camera() {
      const { active } = desk;
      if (!active) return false;
      await active.setCamera(!active.media.cameraOn);
      return active.media.cameraOn;
    },
    leave_call: () => desk.leave(),
    cleanup_webrtc_connection: () => desk.cleanUp(),
  };
}

/** Somebody who joined without a microphone wants one, and cannot have it. */
function askForHelp(desk: CallDesk, error: unknown): void {
  if (!(error instanceof MediaRefused)) throw error;
  desk.media.refuse(error.problem);
}
