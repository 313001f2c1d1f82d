import type { RoomBook, RoomView } from "@fchat/client";
import { strings } from "../strings";
import { createRoomForm } from "./createRoom";
import { el, steadyList } from "./dom";
import { icon } from "./icons";
import { attempt } from "./notices";
import { roomTitle } from "./wording";

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly unread: number;
  readonly open: boolean;
  readonly isLive: boolean;
}

type Item = Entry | { readonly hint: string };

/** The rooms at the side, and the form for another. `focus` goes to the room that was opened last. */
export function roomList(rooms: RoomBook, me: string, opened: () => void): { element: HTMLElement; draw: () => void; focus: () => void } {
  const list = el("ul", { class: "room-list", testid: "room-list" });
  const element = el("nav", { class: "sidebar", attributes: { id: "rooms", tabindex: "-1", "aria-label": strings.rooms } });
  element.append(el("h2", {}, strings.rooms), list, createRoomForm(rooms, me, enter));

  let last = "";
  const draw = steadyList(list, (shown: Item) => ("hint" in shown ? el("li", { class: "hint" }, shown.hint) : entry(shown)));

  /** The room shows at once, with what comes of it later. */
  async function enter(id: string): Promise<void> {
    const opening = rooms.open(id);
    last = id;
    opened();
    await opening;
  }

  function itemOf(room: RoomView): Entry {
    return {
      id: room.room_id,
      title: roomTitle(room, me),
      unread: Math.max(0, room.last_message_seq - room.read_seq),
      open: rooms.openRoom?.room_id === room.room_id,
      isLive: Boolean(room.active_call_session_id),
    };
  }

  function entry({ id, title, unread, open, isLive }: Entry): HTMLElement {
    const label = el("span", { class: "room-name" }, title);
    const live = isLive ? el("span", { class: "live", testid: "room-live", attributes: { title: strings.callLive } }, icon("phone")) : null;
    const count = unread > 0 ? el("span", { class: "badge", testid: "room-unread", attributes: { "aria-label": strings.unread(unread) } }, String(unread)) : null;
    const choose = el(
      "button",
      {
        class: open ? "room open" : "room",
        testid: "room-item",
        attributes: { type: "button", "data-room-id": id, "aria-current": String(open), title },
        onclick: () => void attempt(() => enter(id)),
      },
      label,
      live,
      count,
    );
    return el("li", {}, choose);
  }

  return {
    element,
    draw() {
      const hint = rooms.state.isLoaded ? strings.noRooms : strings.loading;
      const entries = rooms.state.rooms.map(itemOf);
      draw(entries.length > 0 ? entries : [{ hint }]);
    },
    focus() {
      const items = [...list.querySelectorAll<HTMLElement>("[data-room-id]")];
      (items.find((item) => item.dataset["roomId"] === last) ?? items[0])?.focus();
    },
  };
}
