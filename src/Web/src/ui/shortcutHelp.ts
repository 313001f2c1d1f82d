import { strings } from "../strings";
import { sheet } from "./dialog";
import { checkbox, el } from "./dom";
import { setShortcuts, shortcutKeys, shortcutsOn } from "./shortcuts";

/** Every key with what it does, and the switch that turns them off. */
export function openShortcutHelp(): void {
  const keys: [string, string][] = [
    [shortcutKeys.microphone, strings.microphone],
    [shortcutKeys.camera, strings.camera],
    [strings.keyOf.space, strings.pushToTalk],
    [shortcutKeys.hand, strings.raiseHand],
    [shortcutKeys.screen, strings.shareScreen],
    [shortcutKeys.people, strings.people],
    [shortcutKeys.chat, strings.chat],
    [shortcutKeys.layout, strings.speakerLayout],
    [strings.keyOf.question, strings.shortcutHelp],
    [strings.keyOf.arrows, strings.moveInToolbar],
    [strings.keyOf.escape, strings.closeOrDecline],
  ];
  const lines = keys.flatMap(([key, does]) => [el("dt", {}, el("kbd", {}, key.length === 1 ? key.toUpperCase() : key)), el("dd", {}, does)]);
  sheet(
    { testid: "shortcut-help", title: strings.shortcuts },
    el("p", { class: "hint" }, strings.shortcutsHint),
    el("dl", { class: "keys" }, ...lines),
    checkbox("shortcuts-switch", strings.shortcutsOn, shortcutsOn(), setShortcuts),
  ).open();
}
