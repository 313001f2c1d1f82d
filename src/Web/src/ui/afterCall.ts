import type { AfterCall, CallDesk } from "@fchat/client";
import { formats, strings } from "../strings";
import { withDevices } from "./devices/withDevices";
import { button, el, iconButton } from "./dom";
import { nameOf } from "./wording";

/** How the last call went, for as long as nothing else begins: what came of it, how long it was, and the way back. */
export function afterCall(desk: CallDesk): { element: HTMLElement; draw: () => void } {
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

  let drawn: AfterCall | null = null;
  return {
    element,
    draw() {
      const last = desk.afterCall;
      element.hidden = last === null;
      if (last === drawn) return;
      drawn = last;
      text.replaceChildren(...(last ? sentences(last) : []));
      if (!last) return;
      element.dataset["outcome"] = last.outcome;
      rejoin.hidden = !last.canRejoin;
      redial.hidden = last.canRejoin || last.roomId === "" || last.outcome === "taken_over" || last.outcome === "removed";
    },
  };
}

/** The first is the notice of the call's end. */
function sentences(last: AfterCall): (Node | string)[] {
  const outcome = el("span", { testid: "notice", attributes: { "data-kind": "info" } }, el("span", { testid: "notice-text" }, outcomeOf(last)));
  return last.durationSeconds > 0 ? [outcome, ` ${strings.lasted(formats.duration(last.durationSeconds * 1_000))}`] : [outcome];
}

/** Whoever was alone in being busy is named. Pure. */
function outcomeOf({ outcome, participants }: AfterCall): string {
  const [one, ...more] = participants.filter(({ status }) => status === "Rejected");
  return outcome === "busy" && one && more.length === 0 ? strings.rejectedBusy(nameOf(one.user, participants)) : strings.outcome[outcome];
}
