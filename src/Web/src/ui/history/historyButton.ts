import { isRefusal, type CallDesk, type CallLog, type RoomBook } from "@fchat/client";
import { formats, strings } from "../../strings";
import { el, iconButton } from "../dom";
import { openWindow } from "../laterWindows";

/** So many rooms are asked for missed calls when the page begins; the window asks for the rest. */
const askedAtFirst = 12;

/** The way to the history, with the number of missed calls that were not seen. */
export function historyButton(desk: CallDesk, log: CallLog, rooms: RoomBook, me: string): { element: HTMLElement; draw: () => void } {
  const badge = el("span", { class: "badge", testid: "missed-count", attributes: { "aria-hidden": "true" } });
  const element = iconButton("history-open", "history", strings.history, () => openWindow((all) => all.openHistory(desk, log, rooms, me)), "quiet");
  element.append(badge);
  let asked = false;

  return {
    element,
    draw() {
      if (!asked && rooms.state.isLoaded) {
        asked = true;
        log.loadAll(rooms.state.rooms.slice(0, askedAtFirst).map((room) => room.room_id)).catch(unlessRefused);
      }
      const missed = log.unseen;
      badge.hidden = missed === 0;
      badge.textContent = formats.number(missed);
      element.setAttribute("aria-label", missed > 0 ? `${strings.history}, ${strings.missedCalls(missed)}` : strings.history);
    },
  };
}

/** Nobody has asked for it: the window will, and says then what is wrong. */
function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) reportError(error);
}
