import type { CallSnapshot, InviteeState } from "@fchat/client";
import { strings } from "../../strings";
import { el, steadyList } from "../dom";
import { initialsOf } from "./initials";

/** Whom the page waits for while nobody is there, and how far the ring has come with each. */
export function waiting(): { element: HTMLElement; draw: (call: CallSnapshot) => void } {
  const list = el("ul");
  const element = el("div", { class: "waiting", testid: "call-waiting" }, list);
  const draw = steadyList(list, ({ user, name, state }: { user: string; name: string; state: InviteeState }) =>
    el(
      "li",
      { testid: "invitee", attributes: { "data-user": user, "data-state": state } },
      el("div", { class: state === "ringing" || state === "calling" ? "initial pulse" : "initial", attributes: { "aria-hidden": "true" } }, initialsOf(name)),
      el("span", { class: "name" }, name),
      el("span", { class: "hint" }, strings.inviteeState[state]),
    ),
  );
  return {
    element,
    draw({ peers, invitees }) {
      element.hidden = peers.length > 0;
      draw(invitees.map(({ user, full_name, state }) => ({ user, name: full_name || user, state })));
    },
  };
}
