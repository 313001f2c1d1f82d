import type { CallDesk, CallLog, CallSummary, RoomBook } from "@fchat/client";
import { formats, strings } from "../../strings";
import { withDevices } from "../devices/withDevices";
import { sheet } from "../dialog";
import { button, el, iconButton, steadyList } from "../dom";
import { icon } from "../icons";
import { attempt } from "../notices";
import { nameOf, roomTitle } from "../wording";

const allRooms = "";

interface Line {
  readonly call: CallSummary;
  readonly who: string;
  readonly direction: "out" | "in" | "missed";
}

/** Who called whom, and how it went, of one room or of all; newest first. Looking at it makes missed calls seen. */
export function openHistory(desk: CallDesk, log: CallLog, rooms: RoomBook, me: string): void {
  const options = rooms.state.rooms.map((room) => el("option", { attributes: { value: room.room_id } }, roomTitle(room, me)));
  const pick = el("select", { class: "input", testid: "history-room", attributes: { "aria-label": strings.rooms } }, el("option", { attributes: { value: allRooms } }, strings.allCalls), ...options);
  const list = el("ul", { class: "history", testid: "history-list" });
  const none = el("p", { class: "hint" }, strings.noCalls);
  const more = button("history-more", strings.more, () => void attempt(() => log.more(pick.value)));
  const drawLines = steadyList(list, item);
  const window = sheet({ testid: "history-window", title: strings.history, wide: true, closed: () => off() }, pick, list, none, more);
  const off = log.changes.on(draw);
  pick.addEventListener("change", () => {
    draw();
    if (pick.value !== allRooms) void attempt(() => log.load(pick.value));
  });
  window.open();
  draw();
  void attempt(() => log.loadAll(rooms.state.rooms.map((room) => room.room_id))).then(() => log.markSeen());

  function item({ call, who, direction }: Line): HTMLElement {
    const what = [strings.callDirection[direction], formats.day(new Date(call.creation)), outcomeOf(call)].join(" · ");
    const shape = call.call_type === "Video" ? "camera" : "phone";
    const back = iconButton("history-call", shape, strings.callBack(who), () => callBack(call), "quiet");
    const attributes = { "data-call-id": call.call_session_id, "data-direction": direction, "data-status": call.call_status };
    return el("li", { testid: "history-item", attributes }, icon(shape), el("div", { class: "who" }, el("span", { class: "name" }, who), el("span", { class: "hint" }, what)), back);
  }

  function callBack(call: CallSummary): void {
    window.close();
    void withDevices(desk, async () => {
      await rooms.open(call.room_id);
      await desk.call(call.room_id, call.call_type);
    });
  }

  function draw(): void {
    const ids = pick.value === allRooms ? rooms.state.rooms.map((room) => room.room_id) : [pick.value];
    const calls = ids.flatMap((id) => log.of(id)?.calls ?? []).sort((a, b) => b.creation.localeCompare(a.creation));
    drawLines(calls.map((call) => lineOf(call, rooms, me)));
    none.hidden = calls.length > 0;
    const known = log.of(pick.value);
    more.hidden = !known || known.calls.length >= known.total;
  }
}

/** Pure, apart from the names of rooms. */
function lineOf(call: CallSummary, rooms: RoomBook, me: string): Line {
  const room = rooms.state.rooms.find((r) => r.room_id === call.room_id);
  const caller = nameOf(call.initiated_by, [...call.participants, ...(room?.members ?? [])]);
  const mine = call.initiated_by === me;
  return { call, who: mine && room ? roomTitle(room, me) : caller, direction: mine ? "out" : isMissed(call, me) ? "missed" : "in" };
}

/** It rang for this user, and nobody here answered. */
function isMissed({ participants }: CallSummary, me: string): boolean {
  return participants.some(({ user, status }) => user === me && status === "Missed");
}

function outcomeOf({ call_status, total_duration }: CallSummary): string {
  return call_status === "Ended" && total_duration > 0 ? formats.duration(total_duration * 1_000) : strings.callStatus[call_status];
}
