import type { CallDesk, CallSnapshot, ChatWebRtc } from "@fchat/client";
import { strings } from "../strings";
import { button, el, iconButton } from "./dom";
import { icon, type IconName } from "./icons";
import { attempt } from "./notices";

function toggle(testid: string, onclick: () => void): { element: HTMLButtonElement; draw: (on: boolean, shape: IconName, label: string) => void } {
  const element = iconButton(testid, "microphone", "", onclick, "control");
  return {
    element,
    draw(on, shape, label) {
      if (element.title !== label) element.replaceChildren(icon(shape));
      element.title = element.ariaLabel = label;
      element.ariaPressed = String(on);
    },
  };
}

/** Mute, camera, panels, end. */
export function callControls(
  desk: CallDesk,
  calls: ChatWebRtc,
  panels: { people: () => void; chat: () => void },
): { element: HTMLElement; draw: (call: CallSnapshot) => void } {
  const microphone = toggle("toggle-microphone", () => calls.toggle_microphone());
  const camera = toggle("toggle-camera", () => {
    camera.element.disabled = true;
    void attempt(() => calls.toggle_camera()).finally(() => (camera.element.disabled = false));
  });
  const people = iconButton("toggle-people", "people", strings.people, panels.people, "control");
  const chat = iconButton("toggle-call-chat", "chat", strings.chat, panels.chat, "control");
  const endForAll = button("end-for-all", strings.endForAll, () => void attempt(async () => desk.active?.endForAll()), "quiet");
  const end = button("end-call", strings.endCall, () => void attempt(() => calls.leave_call()), "danger");
  end.prepend(icon("hangUp"));

  return {
    element: el("div", { class: "controls", attributes: { role: "toolbar" } }, microphone.element, camera.element, people, chat, endForAll, end),
    draw({ local, callType, isHost }) {
      microphone.draw(!local.muted, local.muted ? "microphoneOff" : "microphone", local.muted ? strings.unmute : strings.mute);
      camera.element.hidden = callType !== "Video";
      camera.draw(local.cameraOn, local.cameraOn ? "camera" : "cameraOff", local.cameraOn ? strings.cameraOff : strings.cameraOn);
      endForAll.hidden = !isHost;
    },
  };
}
