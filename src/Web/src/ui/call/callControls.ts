import type { CallSnapshot } from "@fchat/client";
import { formats, strings } from "../../strings";
import { button, el, iconButton, toggle } from "../dom";
import { icon } from "../icons";
import { roving } from "../roving";
import { shortcutKeys } from "../shortcuts";
import type { CallActions } from "./callActions";

export interface Controls {
  readonly element: HTMLElement;
  draw(call: CallSnapshot, shown: { readonly people: boolean; readonly chat: boolean; readonly speaker: boolean; readonly unread: number }): void;
}

/** A button for a panel: it says whether the panel is open. */
function opener(testid: string, name: "people" | "chat", label: string, key: string, onclick: () => void): HTMLButtonElement {
  const element = iconButton(testid, name, label, onclick, "control");
  element.title = `${label} (${key.toUpperCase()})`;
  element.setAttribute("aria-haspopup", "true");
  return element;
}

/** Whoever only listens is told why nothing can be switched on; the button keeps its place and the focus. */
function lock(toggle: HTMLButtonElement, on: boolean, title: string): void {
  if (on === (toggle.getAttribute("aria-disabled") === "true")) return;
  toggle.setAttribute("aria-disabled", String(on));
  toggle.title = on ? strings.youListen : title;
}

/** The toolbar of the call. Leaving is the last and unlike all the others. */
export function callControls(actions: CallActions): Controls {
  const keys = shortcutKeys;
  const microphone = toggle("toggle-microphone", "microphone", strings.microphone, actions.microphone, keys.microphone);
  const camera = toggle("toggle-camera", "camera", strings.camera, actions.camera, keys.camera);
  const screen = toggle("toggle-screen", "screen", strings.shareScreen, actions.screen, keys.screen);
  const sending = [microphone, camera, screen].map(({ element: { title }, element }) => ({ element, title }));
  const hand = toggle("toggle-hand", "hand", strings.raiseHand, actions.hand, keys.hand);
  const layout = toggle("toggle-layout", "layout", strings.speakerLayout, actions.layout, keys.layout);
  const people = opener("toggle-people", "people", strings.people, keys.people, actions.people);
  const chat = opener("toggle-call-chat", "chat", strings.chat, keys.chat, actions.chat);
  const badge = el("span", { class: "badge", testid: "chat-unread", attributes: { "aria-hidden": "true" } });
  const small = iconButton("small-window", "window", strings.floatingWindow, actions.smallWindow, "control");
  const devices = iconButton("call-settings", "settings", strings.devices, actions.devices, "control");
  const help = iconButton("call-help", "help", strings.help, actions.help, "control");
  const endForAll = button("end-for-all", strings.endForAll, actions.endForAll, "end-all");
  const end = button("end-call", "", actions.leave, "danger leave");
  end.append(icon("hangUp"), el("span", {}, strings.endCall));
  chat.append(badge);
  small.hidden = !("documentPictureInPicture" in globalThis);
  screen.element.hidden = !("getDisplayMedia" in (navigator.mediaDevices ?? {}));

  const buttons = [microphone.element, camera.element, screen.element, hand.element, people, chat, layout.element, small, devices, help, endForAll, end];
  const element = el("div", { class: "controls", testid: "call-controls", attributes: { role: "toolbar", "aria-label": strings.controls } }, ...buttons);
  const focus = roving(element);

  return {
    element,
    draw({ local, isHost, peers }, shown) {
      for (const { element, title } of sending) lock(element, local.listens, title);
      microphone.draw(!local.muted, local.muted ? "microphoneOff" : "microphone");
      camera.draw(local.cameraOn, local.cameraOn ? "camera" : "cameraOff");
      screen.draw(local.screen !== null);
      hand.draw(local.handRaised);
      layout.draw(shown.speaker);
      people.setAttribute("aria-expanded", String(shown.people));
      chat.setAttribute("aria-expanded", String(shown.chat));
      badge.hidden = shown.unread === 0;
      badge.textContent = formats.number(shown.unread);
      chat.setAttribute("aria-label", shown.unread > 0 ? `${strings.chat}, ${strings.unread(shown.unread)}` : strings.chat);
      layout.element.hidden = peers.length < 2;
      endForAll.hidden = !isHost;
      focus.settle();
    },
  };
}
