import { type CallDesk, MediaRefused, type Ring, type RoomBook } from "@fchat/client";
import { strings } from "../strings";
import { button, el, fixed } from "./dom";
import { icon } from "./icons";
import { attempt } from "./notices";
import { RingTone } from "./ringTone";
import { nameOf, roomTitle } from "./wording";

/** The popup of the oldest ring; it shows during another call, too (call waiting). */
export function incomingCall(desk: CallDesk, rooms: RoomBook, me: string): { draw: () => void } {
  const host = fixed("incoming-call-popup");
  const tone = new RingTone();
  let shown = "";

  function callerOf(ring: Ring): string {
    const room = rooms.state.rooms.find((r) => r.room_id === ring.call.room_id);
    return nameOf(ring.from, [...ring.call.participants, ...(room?.members ?? [])]);
  }

  function accept(ring: Ring): void {
    void attempt(async () => {
      try {
        await desk.accept(ring.call.call_session_id);
      } catch (error) {
        if (!(error instanceof MediaRefused)) throw error;
        desk.media.showHelp(); // it rings on: the user may allow the devices and accept
      }
    });
  }

  function card(ring: Ring, busy: boolean): HTMLElement {
    const video = ring.call.call_type === "Video";
    const room = rooms.state.rooms.find((r) => r.room_id === ring.call.room_id);
    return el(
      "div",
      { class: "incoming card", attributes: { "data-call-id": ring.call.call_session_id } },
      el("div", { class: "ring-icon", attributes: { "aria-hidden": "true" } }, icon(video ? "camera" : "phone")),
      el("h2", { testid: "incoming-from", attributes: { id: "incoming-call-title" } }, strings.incomingFrom(callerOf(ring))),
      el("p", { testid: "incoming-type" }, video ? strings.incomingVideo : strings.incomingAudio),
      room ? el("p", { class: "hint" }, roomTitle(room, me)) : null,
      busy ? el("p", { class: "hint", testid: "incoming-busy" }, strings.incomingBusy) : null,
      el(
        "div",
        { class: "row" },
        button("incoming-decline", busy ? strings.declineBusy : strings.decline, () => void attempt(() => desk.decline(ring.call.call_session_id)), "danger"),
        button("incoming-accept", strings.accept, () => accept(ring), "go"),
      ),
    );
  }

  return {
    draw() {
      const ring = desk.rings[0];
      const busy = desk.active !== null;
      const key = ring ? `${ring.call.call_session_id} ${String(busy)}` : "";
      if (key === shown) return;
      shown = key;
      tone.set(ring !== undefined && !busy);
      host.hidden = ring === undefined;
      host.replaceChildren(...(ring ? [card(ring, busy)] : []));
    },
  };
}
