import type { CallSnapshot } from "@fchat/client";
import { strings } from "../../strings";
import { button, el } from "../dom";

export interface HintActions {
  readonly stopSharing: () => void;
  readonly dropVideo: () => void;
  readonly hand: () => void;
}

/** What the user had better know just now, above the controls; each goes away by itself. */
export function hints({ stopSharing, dropVideo, hand }: HintActions): { element: HTMLElement; draw: (call: CallSnapshot) => void } {
  let declined = false;
  const muted = el("div", { class: "hint-card", testid: "muted-hint" }, strings.youAreMuted);
  const sharing = el("div", { class: "hint-card", testid: "sharing-hint" }, el("span", {}, strings.youShare), button("stop-sharing", strings.stopSharing, stopSharing, "danger"));
  const no = button("poor-dismiss", strings.dismiss, () => {
    declined = true;
    poor.hidden = true;
  }, "quiet");
  const poor = el("div", { class: "hint-card", testid: "poor-hint" }, el("span", {}, strings.poorSuggestion), button("drop-video", strings.dropVideo, dropVideo, "primary"), no);
  const server = el("div", { class: "hint-card", testid: "media-server-hint" }, strings.serverAwaited);
  const raise = button("ask-to-speak", strings.raiseHand, hand, "primary");
  const listens = el("div", { class: "hint-card", testid: "listener-hint" }, el("span", {}, strings.youListen), raise);
  return {
    element: el("div", { class: "hints" }, server, listens, muted, sharing, poor),
    draw({ local, awaitsServer }) {
      server.hidden = !awaitsServer;
      listens.hidden = !local.listens || local.handRaised;
      if (!local.suggestsCameraOff) declined = false;
      muted.hidden = !(local.muted && local.speakingWhileMuted);
      sharing.hidden = local.screen === null;
      poor.hidden = !local.suggestsCameraOff || declined;
    },
  };
}
