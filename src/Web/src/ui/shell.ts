import type { CallDesk, CallNews, ChatWebRtc, Session, Unsubscribe } from "@fchat/client";
import { strings } from "../strings";
import { afterCall } from "./afterCall";
import { alarm } from "./announcer";
import { callView } from "./call/callView";
import { withDevices } from "./devices/withDevices";
import { button, el, iconButton, perFrame, setText } from "./dom";
import { showHelp } from "./helpDialog";
import { historyButton } from "./history/historyButton";
import { languageChanges } from "./language";
import { notify } from "./notices";
import { incomingCall } from "./ring/incomingCall";
import { roomList } from "./roomList";
import { roomView } from "./roomView";
import { openSettings } from "./settings";
import { openShortcutHelp } from "./shortcutHelp";
import { isUrgent, nameOf, newsText } from "./wording";

/** The page of a signed-in user. In another language it is built anew. It stands until the returned function is called, or the user is signed out. */
export function shell(host: HTMLElement, session: Session, desk: CallDesk, calls: ChatWebRtc, signedOut: () => void): () => void {
  let close = build(host, session, desk, calls);
  const offs = [
    languageChanges.on(() => {
      close();
      close = build(host, session, desk, calls);
    }),
    session.service.onStatus((now) => {
      if (now !== "stopped") return;
      end();
      signedOut();
    }),
  ];
  const end = (): void => {
    for (const off of offs) off();
    close();
  };
  return end;
}

/** Undone by the returned function. */
function build(host: HTMLElement, session: Session, desk: CallDesk, calls: ChatWebRtc): () => void {
  const { service, rooms } = session;
  const me = service.user;
  const status = el("span", { class: "chip", testid: "connection-status" });
  const history = historyButton(desk, session.calls, rooms, me);
  const bar = topBar(status, me, desk, history.element, () => void desk.leave().finally(() => session.signOut()));
  const after = afterCall(desk);
  const list = roomList(rooms, me);
  const room = roomView(rooms, desk, me);
  const popup = incomingCall(desk, rooms, me);
  const call = callView({ desk, calls, rooms, me, openSettings: () => openSettings(desk), openHelp: openShortcutHelp });
  const insecure = isSecureContext ? null : el("p", { class: "warning", testid: "insecure-warning" }, strings.insecureWarning);
  host.replaceChildren(el("div", { class: "shell", testid: "app-shell" }, bar, el("div", { class: "banners" }, insecure, after.element), list.element, room.element));

  const draw = perFrame(() => {
    setText(status, strings.linkStatus[service.status]);
    status.dataset["status"] = service.status;
    for (const view of [history, after, list, room, popup, call]) view.draw();
  });
  /** For what was wanted. What is still in the way is said again; when nothing is, the user is told so and calls, or answers, as before. */
  async function askAgain(): Promise<void> {
    if (await withDevices(desk, () => desk.media.prepare(desk.media.asked))) notify(strings.devicesReady);
  }

  const offs: Unsubscribe[] = [
    service.onStatus(draw),
    rooms.changes.on(draw),
    session.calls.changes.on(draw),
    desk.changes.on(draw),
    desk.media.helpRequests.on((problem) => showHelp(problem, () => void askAgain())),
    desk.media.cameraMissing.on(() => notify(strings.noCamera)),
    desk.news.on((news) => report(news, rooms.openRoom?.members ?? [])),
  ];
  document.addEventListener("visibilitychange", draw);
  draw();
  return () => {
    for (const off of offs) off();
    document.removeEventListener("visibilitychange", draw);
    popup.close();
    call.close();
  };
}

function topBar(status: HTMLElement, me: string, desk: CallDesk, history: HTMLElement, leave: () => void): HTMLElement {
  const settings = iconButton("settings", "settings", strings.settings, () => openSettings(desk), "quiet");
  const help = iconButton("help-open", "help", strings.help, openShortcutHelp, "quiet");
  const out = button("sign-out", strings.signOut, leave, "quiet");
  return el("header", { class: "top" }, el("h1", { class: "brand" }, strings.brand), status, el("span", { class: "me", testid: "me" }, me), history, help, settings, out);
}

/** Shown, and said: at once what cannot wait, the leaving of others together with that of more. */
function report(news: CallNews, people: Parameters<typeof newsText>[1]): void {
  const text = newsText(news, people);
  if (!text) return;
  if (isUrgent(news)) {
    alarm(text);
    return notify(text, "info", null);
  }
  const isLeaving = news.news === "peer_left" && news.reason === "left";
  notify(text, "info", isLeaving ? { left: nameOf(news.user, people) } : { say: text });
}
