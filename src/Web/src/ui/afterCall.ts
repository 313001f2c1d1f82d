import type { AfterCall, CallDesk, RoomBook } from "@fchat/client";
import { formats, strings } from "../strings";
import { withDevices } from "./devices/withDevices";
import { button, el, iconButton } from "./dom";
import { outcomeText } from "./wording";

/** How the last call went, for as long as nothing else begins: what came of it, how long it was, and the way back. */
export function afterCall(desk: CallDesk, rooms: RoomBook): { element: HTMLElement; draw: () => void } {
  const text = el("p", { testid: "summary-text" });
  const rejoin = button("rejoin", strings.rejoin, () => void withDevices(desk, () => desk.rejoin()), "primary");
  const redial = button("call-again", strings.callAgain, () => callAgain(), "primary");
  const close = iconButton("summary-close", "close", strings.close, () => desk.dismissAfterCall(), "quiet");
  const element = el("section", { class: "after-call", testid: "call-summary", attributes: { "aria-labelledby": "summary-title" } });
  element.append(el("div", {}, el("h2", { attributes: { id: "summary-title" } }, strings.summary), text), el("div", { class: "row" }, rejoin, redial, close));

  function callAgain(): void {
    const last = desk.afterCall;
    if (last) void withDevices(desk, () => desk.call(last.roomId, last.callType));
  }

  const membersOf = (roomId: string) => rooms.state.rooms.find((room) => room.room_id === roomId)?.members ?? [];
  let drawn: AfterCall | null = null;
  return {
    element,
    draw() {
      const last = desk.afterCall;
      element.hidden = last === null;
      if (last === drawn) return;
      drawn = last;
      text.replaceChildren(...(last ? sentences(last, membersOf(last.roomId)) : []));
      if (!last) return;
      element.dataset["outcome"] = last.outcome;
      rejoin.hidden = !last.canRejoin;
      redial.hidden = last.canRejoin || last.roomId === "" || last.outcome === "taken_over" || last.outcome === "removed";
    },
  };
}

/** The first is the notice of the call's end. */
function sentences(last: AfterCall, people: Parameters<typeof outcomeText>[1]): (Node | string)[] {
  const outcome = el("span", { testid: "notice", attributes: { "data-kind": "info" } }, el("span", { testid: "notice-text" }, outcomeText(last, people)));
  return last.durationSeconds > 0 ? [outcome, ` ${strings.lasted(formats.duration(last.durationSeconds * 1_000))}`] : [outcome];
}
