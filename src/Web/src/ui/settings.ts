import { askForNotices, noticePermission, type CallDesk } from "@fchat/client";
import { strings } from "../strings";
import { devicePickers } from "./devices/pickers";
import { levelBar } from "./devices/levelBar";
import { speakerTest } from "./devices/speakerTest";
import { sheet } from "./dialog";
import { button, checkbox, el } from "./dom";
import { languageChanges, languagePicker } from "./language";
import { attempt } from "./notices";
import { setShortcuts, shortcutsOn } from "./shortcuts";

/** Devices, language, keys and notifications in one window. What is changed there is so at once. */
export function openSettings(desk: CallDesk): void {
  let content = settings(desk);
  const offLanguage = languageChanges.on(() => {
    content.close();
    content = settings(desk);
    window.refill(strings.settings, ...content.parts);
    content.language.focus();
  });
  const closed = (): void => {
    offLanguage();
    content.close();
  };
  const window = sheet({ testid: "settings-window", title: strings.settings, closed }, ...content.parts);
  window.open();
  void attempt(() => desk.devices.refresh());
}

function settings(desk: CallDesk): { parts: (Node | null)[]; language: HTMLElement; close: () => void } {
  const pickers = devicePickers(desk.devices);
  const meter = desk.active ? levelBar(() => desk.active?.media.level() ?? 0) : null;
  const off = desk.devices.changes.on(pickers.draw);
  const language = languagePicker();
  return {
    language,
    parts: [
      pickers.element,
      meter && el("label", { class: "field-label" }, strings.level, meter.element),
      el("div", { class: "row" }, speakerTest(desk.devices)),
      el("label", { class: "field-label" }, strings.language, language),
      checkbox("shortcuts-switch", strings.shortcutsOn, shortcutsOn(), setShortcuts),
      notifications(),
    ],
    close() {
      meter?.stop();
      off();
    },
  };
}

function notifications(): HTMLElement {
  const says = el("span", { class: "hint", testid: "notify-state" });
  const ask = button("notify-ask", strings.notifyAsk, () => void attempt(askForNotices).then(draw));
  const element = el("div", { class: "row wrap" }, el("span", {}, strings.notifyTitle), ask, says);

  function draw(): void {
    const permission = noticePermission();
    element.hidden = permission === "unsupported";
    ask.hidden = permission !== "default";
    says.textContent = permission === "granted" ? strings.notifyOn : permission === "denied" ? strings.notifyBlocked : "";
  }

  draw();
  return element;
}
