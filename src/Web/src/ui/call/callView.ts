import type { CallDesk, CallSnapshot, ChatWebRtc, RoomBook, RoomView } from "@fchat/client";
import { strings } from "../../strings";
import { alarm, announce } from "../announcer";
import { el, fixed } from "../dom";
import { attempt } from "../notices";
import { prefer, preferred } from "../preferences";
import { listenForShortcuts, type Shortcut } from "../shortcuts";
import { nameOf, roomTitle } from "../wording";
import { onCall, type CallActions } from "./callActions";
import { callChat } from "./callChat";
import { callControls } from "./callControls";
import { hints } from "./hints";
import { callFocus } from "./callFocus";
import { infoBar } from "./infoBar";
import { withNamesOf } from "./namesOfTheRoom";
import { tellOnce } from "./narrator";
import { panels, type Panel } from "./panels";
import { peoplePanel } from "./peoplePanel";
import { SmallWindow } from "./smallWindow";
import { stage, usualLook, type StageLook } from "./stage";
import { waiting } from "./waiting";

export interface CallViewOptions {
  readonly desk: CallDesk;
  readonly calls: ChatWebRtc;
  readonly rooms: RoomBook;
  readonly me: string;
  readonly openSettings: () => void;
  readonly openHelp: () => void;
}

/** What stays as it was when the view is built anew in the middle of a call. */
export interface CallViewMemory {
  readonly told: CallSnapshot | null;
  readonly panel: Panel | null;
  readonly read: ReadonlySet<string>;
  readonly look: StageLook;
}

const nothing: CallViewMemory = { told: null, panel: null, read: new Set(), look: usualLook };

const layoutChoice = {
  get: () => (preferred("layout") === "speaker" ? ("speaker" as const) : ("grid" as const)),
  set: (mode: "grid" | "speaker") => prefer("layout", mode),
};

/** The call the page is in: what it is above, the people in the middle, panels beside them, the controls below. */
export function callView({ desk, calls, rooms, me, openSettings, openHelp }: CallViewOptions, before: CallViewMemory | null): { draw: () => void; close: () => CallViewMemory } {
  const memory = before ?? nothing;
  const host = fixed("call-ui-container");
  const info = infoBar(desk);
  const idle = waiting();
  const people = peoplePanel(desk, me);
  const chat = callChat(desk, me, memory.read);
  const side = panels({ people: people.element, chat: chat.element }, (open) => {
    draw();
    if (open) (open === "chat" ? chat.entry : people.element).focus();
    else controls.element.querySelector<HTMLElement>('[data-roving="on"]')?.focus();
  }, memory.panel);
  const does = onCall(desk, calls);
  const pictures = stage(desk, nameOf(me, rooms.openRoom?.members ?? []), layoutChoice, memory.look);
  const small = new SmallWindow(host, (page) => {
    pictures.replay();
    unlisten();
    unlisten = listen(page);
    draw();
  });
  const focus = callFocus(host);
  const actions: CallActions = {
    ...does,
    people: () => side.flip("people"),
    chat: () => side.flip("chat"),
    layout: () => {
      pictures.flipLayout();
      draw();
    },
    smallWindow: () => void attempt(() => small.flip()),
    devices: openSettings,
    help: openHelp,
  };
  const controls = callControls(actions);
  const tips = hints(does);
  let told = memory.told;
  const narrator = tellOnce(me);
  host.replaceChildren(info.element, el("div", { class: "stage" }, el("div", { class: "middle" }, idle.element, pictures.element, tips.element), people.element, chat.element), controls.element);
  host.setAttribute("aria-label", strings.call);
  const listen = (page: Document): (() => void) => listenForShortcuts(page, () => desk.active !== null, (key, down) => press(actions, does.talk, key, down));
  let unlisten = listen(document);
  const clock = setInterval(() => tick(), 500);

  function tick(): void {
    const call = desk.snapshot();
    info.tick(call);
    if (call && host.querySelector(".details:not([hidden])")) draw(); // numbers that change by themselves
  }

  const roomOf = ({ roomId }: CallSnapshot): RoomView | undefined => rooms.state.rooms.find((r) => r.room_id === roomId);

  function titleOf(call: CallSnapshot): string {
    const room = roomOf(call);
    return room ? roomTitle(room, me) : strings.call;
  }

  function named(): CallSnapshot | null {
    const call = desk.snapshot();
    return call && withNamesOf(roomOf(call), call);
  }

  function narrate(call: CallSnapshot | null): void {
    const { polite, urgent } = narrator(told, call);
    polite.forEach(announce);
    if (urgent) alarm(urgent);
    told = call;
  }

  function clear(): void {
    side.close();
    small.close();
    pictures.clear();
    chat.clear();
  }

  function draw(): void {
    const call = named();
    const over = call?.callId !== told?.callId;
    narrate(call);
    host.hidden = call === null;
    host.dataset["small"] = String(small.isOpen);
    focus.keep(call !== null && !small.isOpen);
    host.dataset["phase"] = call?.phase ?? "none";
    if (over) clear();
    if (!call) return;
    host.dataset["callId"] = call.callId;
    host.dataset["callType"] = call.callType;
    host.dataset["topology"] = call.topology;
    host.dataset["mediaRole"] = call.local.listens ? "listener" : "publisher";
    info.draw(call, titleOf(call));
    idle.draw(call);
    pictures.draw(call);
    people.draw(call);
    chat.draw(call);
    tips.draw(call);
    controls.draw(call, { people: side.shown === "people", chat: side.shown === "chat", speaker: pictures.isSpeakerLayout(), unread: chat.unread });
  }

  return {
    draw,
    close() {
      const kept: CallViewMemory = { told, panel: side.shown, read: new Set(chat.read), look: pictures.look };
      clearInterval(clock);
      unlisten();
      clear();
      return kept;
    },
  };
}

function press(actions: CallActions, talk: (on: boolean) => void, key: Shortcut, down: boolean): void {
  if (key === "talk") talk(down);
  else actions[key]();
}
