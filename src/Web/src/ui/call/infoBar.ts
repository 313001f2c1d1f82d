import { noDetails, type CallDesk, type CallSnapshot } from "@fchat/client";
import { formats, strings } from "../../strings";
import { el, setText } from "../dom";
import { icon } from "../icons";
import { qualityBars } from "./qualityBars";

export interface InfoBar {
  readonly element: HTMLElement;
  draw(call: CallSnapshot, room: string): void;
  /** The clock alone. */
  tick(call: CallSnapshot | null): void;
}

/** What call this is, how it stands, how long it lasts, how many are in it, and how good this user's own connection is. */
export function infoBar(desk: CallDesk): InfoBar {
  const title = el("h2", { class: "call-title", testid: "call-title" });
  const state = el("span", { class: "call-state", testid: "call-state" });
  const timer = el("span", { class: "call-timer", testid: "call-timer", attributes: { role: "timer" } });
  const number = el("span", { attributes: { "aria-hidden": "true" } });
  const count = el("span", { class: "call-count", testid: "call-count", attributes: { role: "img" } }, icon("people"), number);
  const uplink = qualityBars("own-quality", strings.ownQuality);
  return {
    element: el("div", { class: "call-bar", testid: "call-info" }, title, state, el("span", { class: "spacer" }), count, uplink.element, timer),
    draw(call, room) {
      setText(title, room);
      title.title = room;
      setText(state, strings.phase[call.phase]);
      state.dataset["phase"] = call.phase;
      setText(number, formats.number(call.headcount));
      count.title = strings.inCallCount(call.headcount);
      count.setAttribute("aria-label", count.title);
      uplink.draw(call.local.uplink, () => desk.snapshot()?.local.uplinkDetails ?? noDetails);
      this.tick(call);
    },
    tick: (call) => setText(timer, call?.connectedAtMs ? formats.clock(Date.now() - call.connectedAtMs) : ""),
  };
}
