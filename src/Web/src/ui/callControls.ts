import type { ChatWebRtc } from "../call/chatWebRtc";
import type { CallDesk } from "../call/callDesk";
import type { CallSnapshot } from "../call/callSnapshot";
import { strings } from "../strings";
import { button, el } from "./dom";
import { attempt } from "./notices";

function toggle(testid: string, onclick: () => void): { element: HTMLButtonElement; draw: (on: boolean, icon: string, label: string) => void } {
  const element = button(testid, "", onclick, "control");
  return {
    element,
    draw(on, icon, label) {
      element.textContent = icon;
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
  const people = button("toggle-people", "👥", panels.people, "control");
  const chat = button("toggle-call-chat", "💬", panels.chat, "control");
  const endForAll = button("end-for-all", strings.endForAll, () => void attempt(async () => desk.active?.endForAll()), "quiet");
  const end = button("end-call", strings.endCall, () => void attempt(() => calls.leave_call()), "danger");
  people.title = people.ariaLabel = strings.people;
  chat.title = chat.ariaLabel = strings.chat;

  return {
    element: el("div", { class: "controls", attributes: { role: "toolbar" } }, microphone.element, camera.element, people, chat, endForAll, end),
    draw({ local, callType, isHost }) {
      microphone.draw(!local.muted, local.muted ? "🔇" : "🎙️", local.muted ? strings.unmute : strings.mute);
      camera.element.hidden = callType !== "Video";
      camera.draw(local.cameraOn, local.cameraOn ? "📷" : "🚫", local.cameraOn ? strings.cameraOff : strings.cameraOn);
      endForAll.hidden = !isHost;
    },
  };
}
