import type { AfterCall, CallDesk, CallNews, ChatWebRtc, Session, Unsubscribe } from "@fchat/client";
import { strings } from "../strings";
import { afterCall } from "./afterCall";
import { alarm, announce } from "./announcer";
import { callView, type CallViewMemory } from "./call/callView";
import { withDevices } from "./devices/withDevices";
import { button, el, iconButton, isSeen, perFrame, setText } from "./dom";
import { showHelp } from "./helpDialog";
import { historyButton } from "./history/historyButton";
import { keepsake } from "./keepsake";
import { languageChanges } from "./language";
import { fetchWindows, openWindow } from "./laterWindows";
import { notify, sweepNotices } from "./notices";
import { incomingCall } from "./ring/incomingCall";
import { roomList } from "./roomList";
import { roomView } from "./roomView";
import { isUrgent, nameOf, newsText, outcomeText } from "./wording";

/** The page of a signed-in user. In another language it is built anew. It stands until the returned function is called, or the user is signed out. */
export function shell(host: HTMLElement, session: Session, desk: CallDesk, calls: ChatWebRtc, signedOut: () => void): () => void {
  let close = build(host, session, desk, calls, null);
  const offs = [
    languageChanges.on(() => {
      const giveBack = keepsake();
      close = build(host, session, desk, calls, close());
      giveBack();
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
  fetchWindows();
  return end;
}

/** Undone by the returned function, which tells what another build is to go on with. */
function build(host: HTMLElement, session: Session, desk: CallDesk, calls: ChatWebRtc, before: CallViewMemory | null): () => CallViewMemory {
  const { service, rooms } = session;
  const me = service.user;
  const status = el("span", { class: "chip", testid: "connection-status" });
  const history = historyButton(desk, session.calls, rooms, me);
  const bar = topBar(status, session, desk, history.element, () => void desk.leave().finally(() => session.signOut()));
  const after = afterCall(desk, rooms);
  const list = roomList(rooms, me, opened);
  const room = roomView(rooms, desk, me, back);
  const popup = incomingCall(desk, rooms, me);
  const call = callView({ desk, calls, rooms, me, openSettings: () => openWindow((all) => all.openSettings(desk)), openHelp: () => openWindow((all) => all.openShortcutHelp()) }, before);
  const insecure = isSecureContext ? null : el("p", { class: "warning", testid: "insecure-warning", attributes: { role: "status" } }, strings.insecureWarning);
  const page = el("div", { class: "shell", testid: "app-shell" }, bar, el("div", { class: "banners" }, insecure, after.element), list.element, room.element);
  host.replaceChildren(page);

  function render(): void {
    setText(status, strings.linkStatus[service.status]);
    status.dataset["status"] = service.status;
    page.dataset["view"] = rooms.openRoom ? "room" : "rooms";
    for (const view of [history, after, list, room, popup, call]) view.draw();
  }

  /** On a narrow page the room takes the place of the list, and the focus. */
  function opened(): void {
    render();
    if (!isSeen(list.element)) room.focus();
  }

  function back(): void {
    render();
    list.focus();
  }

  /** For what was wanted. What is still in the way is said again; when nothing is, the user is told so and calls, or answers, as before. */
  async function askAgain(): Promise<void> {
    if (await withDevices(desk, () => desk.media.prepare(desk.media.asked))) notify(strings.devicesReady);
  }

  const draw = perFrame(render);
  const offs: Unsubscribe[] = [
    service.onStatus(draw),
    rooms.changes.on(draw),
    session.calls.changes.on(draw),
    desk.changes.on(draw),
    sweepNotices(desk),
    desk.media.helpRequests.on((problem) => showHelp(problem, () => void askAgain())),
    desk.media.cameraMissing.on(() => notify(strings.noCamera, "info", { say: strings.noCamera }, "call")),
    desk.news.on((news) => report(news, rooms.openRoom?.members ?? [], desk.afterCall)),
  ];
  document.addEventListener("visibilitychange", draw);
  render();
  return () => {
    for (const off of offs) off();
    document.removeEventListener("visibilitychange", draw);
    popup.close();
    return call.close();
  };
}

function topBar(status: HTMLElement, { name, service }: Session, desk: CallDesk, history: HTMLElement, leave: () => void): HTMLElement {
  const settings = iconButton("settings", "settings", strings.settings, () => openWindow((all) => all.openSettings(desk)), "quiet");
  const help = iconButton("help-open", "help", strings.help, () => openWindow((all) => all.openShortcutHelp()), "quiet");
  const out = button("sign-out", strings.signOut, leave, "quiet");
  const me = el("span", { class: "me", testid: "me", attributes: { title: service.user } }, name ?? service.user);
  return el("header", { class: "top" }, el("h1", { class: "brand" }, strings.brand), status, me, history, help, settings, out);
}

/**
 * Said: at once what cannot wait, the leaving of others together with that of more. And shown, except how the call has
 * ended for this user: the summary shows that.
 */
function report(news: CallNews, people: Parameters<typeof newsText>[1], after: AfterCall | null): void {
  const text = newsText(news, people);
  if (!text) return;
  if (isUrgent(news)) return alarm(text);
  const isSummed = news.news === "departed" && news.departure.why !== "refused";
  if (isSummed && after) return announce({ say: outcomeText(after, people) });
  const isLeaving = news.news === "peer_left" && news.reason === "left";
  const kind = news.news === "relay_refused" ? "error" : "info";
  notify(text, kind, isLeaving ? { left: nameOf(news.user, people) } : { say: text }, "call");
}
