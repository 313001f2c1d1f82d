import type { MessageView, RoomView } from "@fchat/client";
import { formats, strings } from "../strings";
import { el } from "./dom";
import { nameOf } from "./wording";

/** The messages of a room, newest at the bottom; stays at the bottom when it was there. Null: not loaded yet. */
export function messageList(me: string): { element: HTMLElement; draw: (room: RoomView, messages: readonly MessageView[] | null) => void } {
  const element = el("ol", { class: "messages", testid: "messages", attributes: { tabindex: "0", "aria-label": strings.messages } });
  let shown: { room: string; messages: readonly MessageView[] | null } | null = null;

  function line(room: RoomView, message: MessageView): HTMLElement {
    const mine = message.sender === me;
    const who = mine ? strings.you : nameOf(message.sender, room.members);
    const when = formats.time(new Date(message.creation));
    return el(
      "li",
      { class: mine ? "message mine" : "message", testid: "message", attributes: { "data-seq": String(message.seq), "data-sender": message.sender } },
      el("span", { class: "sender" }, who),
      el("span", { class: "content", testid: "message-content" }, message.content),
      el("time", { attributes: { datetime: message.creation } }, when),
    );
  }

  return {
    element,
    draw(room, messages) {
      if (shown?.room === room.room_id && shown.messages === messages) return;
      const atBottom = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
      const sameRoom = shown?.room === room.room_id;
      shown = { room: room.room_id, messages };
      const lines = (messages ?? []).map((message) => line(room, message));
      const hint = messages ? strings.noMessages : strings.loading;
      element.replaceChildren(...(lines.length > 0 ? lines : [el("li", { class: "hint" }, hint)]));
      if (atBottom || !sameRoom) element.scrollTop = element.scrollHeight;
    },
  };
}
