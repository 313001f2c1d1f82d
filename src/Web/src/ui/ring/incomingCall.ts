import type { CallDesk, CallWish, Ring, RoomBook } from "@fchat/client";
import { strings } from "../../strings";
import { announce } from "../announcer";
import { withDevices } from "../devices/withDevices";
import { button, el, fixed } from "../dom";
import { icon } from "../icons";
import { attempt } from "../notices";
import { bringToTop } from "../topmost";
import { nameOf, roomTitle } from "../wording";
import { tellElsewhere } from "./elsewhere";
import { RingTone } from "./ringTone";

/** The popup of the oldest ring; it shows during another call, too (call waiting). */
export function incomingCall(desk: CallDesk, rooms: RoomBook, me: string): { draw: () => void; close: () => void } {
  const host = fixed("incoming-call-popup");
  const tone = new RingTone();
  let shown = "";
  let before: Element | null = null;
  const roomOf = ({ call }: Ring) => rooms.state.rooms.find((r) => r.room_id === call.room_id);
  const callerOf = (ring: Ring): string => nameOf(ring.from, [...ring.call.participants, ...(roomOf(ring)?.members ?? [])]);
  const elsewhere = tellElsewhere(desk, callerOf);
  const decline = (ring: Ring): void => void attempt(() => desk.decline(ring.call.call_session_id));

  /** Without devices it rings on: the user may allow them and accept. */
  function accept(ring: Ring, wish: CallWish = {}): void {
    void withDevices(desk, () => desk.accept(ring.call.call_session_id, wish));
  }

  function card(ring: Ring, busy: boolean): HTMLElement {
    const video = ring.call.call_type === "Video";
    const room = roomOf(ring);
    const soundOnly = video ? button("incoming-accept-audio", strings.acceptWithAudio, () => accept(ring, { camera: false })) : null;
    const made = el(
      "div",
      { class: "incoming card", attributes: { "data-call-id": ring.call.call_session_id, tabindex: "-1" } },
      el("div", { class: "ring-icon", attributes: { "aria-hidden": "true" } }, icon(video ? "camera" : "phone")),
      el("h2", { testid: "incoming-from", attributes: { id: "incoming-call-title" } }, strings.incomingFrom(callerOf(ring))),
      el("p", { testid: "incoming-type", attributes: { id: "incoming-call-type" } }, video ? strings.incomingVideo : strings.incomingAudio),
      room ? el("p", { class: "hint" }, roomTitle(room, me)) : null,
      busy ? el("p", { class: "hint", testid: "incoming-busy" }, strings.incomingBusy) : null,
      el("p", { class: "unseen" }, strings.escapeDeclines),
      el(
        "div",
        { class: "row" },
        button("incoming-decline", busy ? strings.declineBusy : strings.decline, () => decline(ring), "danger"),
        soundOnly,
        button("incoming-accept", video ? strings.acceptWithVideo : strings.accept, () => accept(ring), "go"),
      ),
    );
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      decline(ring);
    });
    return made;
  }

  /**
   * The card itself gets the focus and not a button: a key that was meant for something else answers nobody. Who is
   * writing keeps the focus until they leave the field, and hears of the call: their Escape is not about it.
   */
  function show(ring: Ring, busy: boolean): void {
    const { activeElement } = document;
    if (host.hidden) before = activeElement;
    const made = card(ring, busy);
    host.replaceChildren(made);
    host.hidden = false;
    bringToTop(host);
    if (!isWriting(activeElement)) return made.focus();
    announce({ say: strings.incomingFrom(callerOf(ring)) });
    activeElement.addEventListener("focusout", () => queueMicrotask(() => made.isConnected && document.activeElement !== activeElement && made.focus()), { once: true });
  }

  function hide(): void {
    const hadFocus = host.contains(document.activeElement);
    host.hidden = true;
    host.replaceChildren();
    if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus();
    before = null;
  }

  return {
    draw() {
      elsewhere.draw();
      const ring = desk.rings[0];
      const busy = desk.active !== null;
      const key = ring ? `${ring.call.call_session_id} ${String(busy)}` : "";
      if (key === shown) return;
      shown = key;
      tone.set(ring === undefined ? "silent" : busy ? "once" : "on");
      if (ring) show(ring, busy);
      else hide();
    },
    close() {
      elsewhere.close();
      tone.set("silent");
      if (!host.hidden) hide();
    },
  };
}

/** In a field with something in it, or in a list that may be open. */
function isWriting(element: Element | null): element is HTMLElement {
  return element instanceof HTMLSelectElement || (element instanceof HTMLInputElement && element.classList.contains("input") && element.value !== "");
}
