import type { RoomBook, RoomView } from "@fchat/client";
import { strings } from "../strings";
import { announce } from "./announcer";
import { el, input, steadyList } from "./dom";
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

/** The rooms at the side, and the form for another. */
export function roomList(rooms: RoomBook, me: string): { element: HTMLElement; draw: () => void } {
  const list = el("ul", { class: "room-list", testid: "room-list" });
  const element = el("nav", { class: "sidebar", attributes: { "aria-label": strings.rooms } });
  element.append(el("h2", {}, strings.rooms), list, createRoomForm(rooms, me));

  const draw = steadyList(list, (shown: Item) => ("hint" in shown ? el("li", { class: "hint" }, shown.hint) : entry(shown)));

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
        attributes: { type: "button", "data-room-id": id, "aria-current": String(open) },
        onclick: () => void attempt(() => rooms.open(id)),
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
  };
}

/** The service makes rooms of one, too; but there is nobody to talk to in them, so the form asks for somebody. */
function createRoomForm(rooms: RoomBook, me: string): HTMLElement {
  const name = input("create-room-name", strings.roomName);
  const members = input("create-room-members", strings.roomMembers, { placeholder: strings.roomMembersHint, "aria-describedby": "create-room-error" });
  const error = el("p", { class: "error", testid: "create-room-error", attributes: { id: "create-room-error" } });
  const form = el(
    "form",
    { class: "new-room", testid: "create-room" },
    el("h3", {}, strings.newRoom),
    name,
    members,
    error,
    el("button", { class: "button", testid: "create-room-submit", attributes: { type: "submit" } }, strings.createRoom),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const others = members.value.split(",").map((m) => m.trim()).filter((m) => m !== "" && m !== me);
    error.textContent = others.length > 0 ? "" : strings.roomNeedsMembers;
    if (others.length === 0) {
      announce({ say: strings.roomNeedsMembers });
      return members.focus();
    }
    void attempt(async () => {
      const room = await rooms.create(name.value.trim(), others);
      form.reset();
      await rooms.open(room.room_id);
    });
  });
  return form;
}
