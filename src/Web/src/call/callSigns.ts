import type { CallState } from "../client/callState";
import type { LocalMedia } from "../rtc/localMedia";
import type { Expected, LinkDetails, Quality } from "../rtc/packetFlow";
import type { MediaLink, PeerSource } from "../rtc/mediaLink";
import type { LocalSigns, PeerSigns } from "./callSnapshot";
import { FlowWatch } from "./flowWatch";
import { VoiceWatch } from "./voiceWatch";

export interface CallSignsOptions {
  readonly state: () => CallState;
  readonly links: () => ReadonlyMap<string, MediaLink>;
  readonly media: LocalMedia;
  /** What may be judged of a link when the peer says that it sends this. */
  readonly expected: (peer: string, link: MediaLink, told: Expected) => Expected;
  readonly changed: () => void;
}

/** What watching connections and voices shows: scores, pictures that stand still, who speaks. */
export class CallSigns {
  readonly #media: LocalMedia;
  readonly #flow: FlowWatch;
  readonly #voices: VoiceWatch;

  constructor({ state, links, media, expected, changed }: CallSignsOptions) {
    this.#media = media;
    this.#flow = new FlowWatch({
      links,
      expected: (peer, link) => expected(peer, link, expectedOf(state(), peer)),
      sending: () => ({ sound: !media.muted, picture: media.cameraOn }),
      changed,
    });
    this.#voices = new VoiceWatch({ links, media, changed });
  }

  get activeSpeaker(): string | null {
    return this.#voices.active;
  }

  ofPeer({ peer, link }: PeerSource): PeerSigns {
    return { ...this.#flow.of(link), speaking: this.#voices.isSpeaking(peer) };
  }

  /** How good what comes is, and how wide its picture. */
  judge(link: MediaLink): { quality: Quality; width: number } {
    const { quality, details } = this.#flow.of(link);
    return { quality, width: details.resolution?.width ?? 0 };
  }

  /** The numbers behind a connection's score. */
  detailsOf(link: MediaLink): LinkDetails {
    return this.#flow.of(link).details;
  }

  ofThisPage(): Omit<LocalSigns, "handRaised"> {
    const { quality, details } = this.#flow.uplink;
    const speaking = this.#voices.isOwnSpeaking;
    return {
      speaking: speaking && !this.#media.muted,
      speakingWhileMuted: speaking && this.#media.muted,
      uplink: quality,
      uplinkDetails: details,
      suggestsCameraOff: this.#flow.suggestsCameraOff,
    };
  }

  close(): void {
    this.#flow.close();
    this.#voices.close();
  }
}

/** A shared screen is no picture to be missed: one that does not change is not sent. */
function expectedOf({ view }: CallState, user: string): Expected {
  const peer = view.participants.find((p) => p.user === user);
  return { sound: peer?.muted === false, picture: peer?.camera_on === true };
}
