import { type CallDesk, type CallType, MediaRefused } from "@fchat/client";
import { formats, strings } from "../strings";
import { button, el, iconButton } from "./dom";
import { attempt } from "./notices";

/** How the last call went, for as long as nothing else begins: what came of it, how long it was, and the way back. */
export function afterCall(desk: CallDesk): { element: HTMLElement; draw: () => void } {
  const text = el("p", { testid: "summary-text" });
  const rejoin = button("rejoin", strings.rejoin, () => again(() => desk.rejoin()), "primary");
  const redial = button("call-again", strings.callAgain, () => callAgain(), "primary");
  const close = iconButton("summary-close", "close", strings.close, () => desk.dismissAfterCall(), "quiet");
  const element = el("section", { class: "after-call", testid: "call-summary", attributes: { "aria-labelledby": "summary-title" } });
  element.append(el("div", {}, el("h2", { attributes: { id: "summary-title" } }, strings.summary), text), el("div", { class: "row" }, rejoin, redial, close));

  function again(action: () => Promise<void>): void {
    void attempt(async () => {
      try {
        await action();
      } catch (error) {
        if (!(error instanceof MediaRefused)) throw error;
        desk.media.showHelp();
      }
    });
  }

  function callAgain(): void {
    const last = desk.afterCall;
    if (last) again(() => desk.call(last.roomId, last.callType satisfies CallType));
  }

  return {
    element,
    draw() {
      const last = desk.afterCall;
      element.hidden = last === null;
      if (!last) return;
      element.dataset["outcome"] = last.outcome;
      const length = last.durationSeconds > 0 ? strings.lasted(formats.duration(last.durationSeconds * 1_000)) : strings.notConnected;
      text.textContent = `${strings.outcome[last.outcome]} ${length}`;
      rejoin.hidden = !last.canRejoin;
      redial.hidden = last.canRejoin || last.roomId === "" || last.outcome === "taken_over" || last.outcome === "removed";
    },
  };
}
