import { type CallDesk, type CallType, type RoomBook, type RoomMemberView, type RoomView } from "@fchat/client";
import { strings } from "../strings";
import { withDevices } from "./devices/withDevices";
import { button, el, iconButton, input, setText } from "./dom";
import { icon } from "./icons";
import { openWindow } from "./laterWindows";
import { messageList } from "./messageList";
import { attempt } from "./notices";
import { roomTitle } from "./wording";

/** The open room: who is in it, its messages, and the buttons that call them. */
export function roomView(rooms: RoomBook, desk: CallDesk, me: string, left: () => void): { element: HTMLElement; draw: () => void; focus: () => void } {
  const title = el("h2", { testid: "room-title", attributes: { tabindex: "-1" } });
  const back = iconButton("room-back", "back", strings.backToRooms, () => {
    rooms.close();
    left();
  }, "quiet back-button");
  const people = el("ul", { class: "people", testid: "room-members" });
  const audio = iconButton("audio-call", "phone", strings.audioCall, () => call("Audio"));
  const video = iconButton("video-call", "camera", strings.videoCall, () => call("Video"));
  const join = button("join-call", strings.joinCall, () => joinLive(), "primary");
  const check = button("check-devices", strings.checkDevices, () => look());
  const removed = el("span", { class: "hint", testid: "removed-hint" }, strings.removedFromIt);
  check.prepend(icon("look"));
  const messages = messageList(me);
  const header = el("header", { class: "room-header" }, el("div", { class: "room-head" }, back, title, people), el("div", { class: "call-buttons" }, check, removed, join, audio, video));
  const room = el("section", { class: "room-view" }, header, messages.element, composer(rooms));
  const empty = el("section", { class: "room-view empty hint" }, strings.pickRoom);
  const element = el("main", { class: "main", attributes: { id: "main", tabindex: "-1" } }, empty, room);

  function look(): void {
    const { openRoom } = rooms;
    if (openRoom) openWindow((all) => all.openPreJoin(desk, rooms, openRoom));
  }

  /** Devices first: without a microphone nobody's phone rings, and the help says what to do. */
  function call(type: CallType): void {
    const id = rooms.openRoom?.room_id;
    if (id) void withDevices(desk, () => desk.call(id, type));
  }

  function joinLive(): void {
    const id = rooms.openRoom?.active_call_session_id;
    const call_type = (id && rooms.state.callTypes.get(id)) || "Audio";
    if (id) void withDevices(desk, () => desk.setUp({ call_session_id: id, call_type }));
  }

  function drawRoom(open: RoomView): void {
    setText(title, roomTitle(open, me));
    title.title = title.textContent;
    people.replaceChildren(...open.members.map(person));
    const live = open.active_call_session_id ?? null;
    const inCall = desk.active !== null;
    const rings = desk.rings.some((ring) => ring.call.call_session_id === live);
    const isBarred = live !== null && rooms.state.barred.has(live);
    join.hidden = live === null || inCall || rings || isBarred;
    removed.hidden = !isBarred;
    check.disabled = audio.disabled = video.disabled = inCall || open.members.length < 2;
    messages.draw(open, rooms.state.messages.get(open.room_id) ?? null);
    if (!document.hidden) void attempt(() => rooms.markRead(open.room_id));
  }

  function person(member: RoomMemberView): HTMLElement {
    const { chat_status = "Offline", in_call: told = false } = rooms.state.presence.get(member.user) ?? {};
    const in_call = member.user === me ? desk.active !== null : told; // nobody is told of themselves
    const label = `${strings.chatStatus[chat_status]}${in_call ? `, ${strings.inCall}` : ""}`;
    const attributes = { "data-user": member.user, "data-status": chat_status, "data-in-call": String(in_call), title: label };
    const dot = el("span", { class: `dot ${chat_status.toLowerCase()}`, attributes: { "aria-label": label, role: "img" } });
    return el("li", { testid: "member", attributes }, dot, member.full_name || member.user, in_call ? icon("phone") : null);
  }

  return {
    element,
    draw() {
      const open = rooms.openRoom;
      empty.hidden = open !== null;
      room.hidden = open === null;
      if (open) drawRoom(open);
    },
    focus: () => title.focus(),
  };
}

function composer(rooms: RoomBook): HTMLElement {
  const text = input("message-input", strings.writeMessage);
  const form = el(
    "form",
    { class: "composer" },
    text,
    el("button", { class: "button primary", testid: "message-send", attributes: { type: "submit" } }, strings.send),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const room = rooms.openRoom;
    const content = text.value.trim();
    if (!room || content === "") return;
    text.value = "";
    void attempt(() => rooms.send(room.room_id, content)).then((sent) => {
      if (!sent && text.value === "") text.value = content;
    });
  });
  return form;
}
