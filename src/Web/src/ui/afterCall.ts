import type { CallDesk } from "@fchat/client";
import { formats, strings } from "../strings";
import { withDevices } from "./devices/withDevices";
import { button, el, iconButton, setText } from "./dom";

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

  return {
    element,
    draw() {
      const last = desk.afterCall;
      element.hidden = last === null;
      if (!last) return;
      element.dataset["outcome"] = last.outcome;
      const length = last.durationSeconds > 0 ? [strings.lasted(formats.duration(last.durationSeconds * 1_000))] : [];
      setText(text, [strings.outcome[last.outcome], ...length].join(" "));
      rejoin.hidden = !last.canRejoin;
      redial.hidden = last.canRejoin || last.roomId === "" || last.outcome === "taken_over" || last.outcome === "removed";
    },
  };
}
