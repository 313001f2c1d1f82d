import type { CallDesk, ChatWebRtc, Session } from "@fchat/client";
import { strings } from "../strings";
import { callView } from "./callView";
import { button, el, perFrame } from "./dom";
import { showHelp } from "./helpDialog";
import { incomingCall } from "./incomingCall";
import { notify } from "./notices";
import { roomList } from "./roomList";
import { roomView } from "./roomView";
import { newsText } from "./wording";

/** The page of a signed-in user. */
export function shell(host: HTMLElement, session: Session, desk: CallDesk, calls: ChatWebRtc, signedOut: () => void): void {
  const { service, rooms } = session;
  const me = service.user;
  const status = el("span", { class: "chip", testid: "connection-status", attributes: { role: "status" } });
  const leave = button("sign-out", strings.signOut, () => void signOut(), "quiet");
  const list = roomList(rooms, me);
  const room = roomView(rooms, desk, me);
  const popup = incomingCall(desk, rooms, me);
  const call = callView(desk, calls, me);
  const top = el("header", { class: "top" }, el("span", { class: "brand" }, strings.brand), status, el("span", { class: "me", testid: "me" }, me), leave);
  const insecure = isSecureContext ? null : el("p", { class: "warning", testid: "insecure-warning" }, strings.insecureWarning);
  host.replaceChildren(el("div", { class: "shell", testid: "app-shell" }, top, insecure, list.element, room.element));

  const draw = perFrame(() => {
    status.textContent = strings.linkStatus[service.status];
    status.dataset["status"] = service.status;
    list.draw();
    room.draw();
    popup.draw();
    call.draw();
  });
  service.onStatus((now) => (now === "stopped" ? signedOut() : draw()));
  rooms.changes.on(draw);
  desk.changes.on(draw);
  desk.media.helpRequests.on(showHelp);
  desk.media.cameraMissing.on(() => notify(strings.noCamera));
  desk.news.on((news) => {
    const text = newsText(news, rooms.openRoom?.members ?? []);
    if (text) notify(text);
  });
  document.addEventListener("visibilitychange", draw);
  draw();

  async function signOut(): Promise<void> {
    await desk.leave().finally(() => session.signOut());
  }
}
