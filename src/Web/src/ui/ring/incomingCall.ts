import { type CallDesk, type CallWish, MediaRefused, type Ring, type RoomBook } from "@fchat/client";
import { strings } from "../../strings";
import { button, el, fixed } from "../dom";
import { icon } from "../icons";
import { attempt } from "../notices";
import { bringToTop } from "../topmost";
import { nameOf, roomTitle } from "../wording";
import { Elsewhere } from "./elsewhere";
import { RingTone } from "./ringTone";

/** The popup of the oldest ring; it shows during another call, too (call waiting). */
export function incomingCall(desk: CallDesk, rooms: RoomBook, me: string): { draw: () => void; close: () => void } {
  const host = fixed("incoming-call-popup");
  const tone = new RingTone();
  const elsewhere = new Elsewhere();
  let shown = "";
  let before: Element | null = null;
  const roomOf = ({ call }: Ring) => rooms.state.rooms.find((r) => r.room_id === call.room_id);
  const callerOf = (ring: Ring): string => nameOf(ring.from, [...ring.call.participants, ...(roomOf(ring)?.members ?? [])]);
  const decline = (ring: Ring): void => void attempt(() => desk.decline(ring.call.call_session_id));

  function accept(ring: Ring, wish: CallWish = {}): void {
    void attempt(async () => {
      try {
        await desk.accept(ring.call.call_session_id, wish);
      } catch (error) {
        if (!(error instanceof MediaRefused)) throw error;
        desk.media.showHelp(); // it rings on: the user may allow the devices and accept
      }
    });
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

  /** The card itself gets the focus and not a button: a key that was meant for something else answers nobody. */
  function show(ring: Ring, busy: boolean): void {
    if (host.hidden) before = document.activeElement;
    const made = card(ring, busy);
    host.replaceChildren(made);
    host.hidden = false;
    bringToTop(host);
    made.focus();
    elsewhere.ring(strings.incomingFrom(callerOf(ring)), ring.call.call_type === "Video" ? strings.incomingVideo : strings.incomingAudio);
  }

  function hide(): void {
    const hadFocus = host.contains(document.activeElement);
    host.hidden = true;
    host.replaceChildren();
    elsewhere.stop();
    if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus();
    before = null;
  }

  return {
    draw() {
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
      tone.set("silent");
      if (!host.hidden) hide();
    },
  };
}
