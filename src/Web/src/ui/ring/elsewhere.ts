import { noticeRings, type CallDesk, type Ring } from "@fchat/client";
import { strings } from "../../strings";

/** Tells of a ring where the user may look instead of at the page: in the tab's title, and by the system's notifications. */
export function tellElsewhere(desk: CallDesk, callerOf: (ring: Ring) => string): { draw: () => void; close: () => void } {
  const off = noticeRings(desk, (ring) => ({
    title: strings.incomingFrom(callerOf(ring)),
    body: ring.call.call_type === "Video" ? strings.incomingVideo : strings.incomingAudio,
    icon: "/icon.svg",
  }));
  const title = (): string => (desk.rings[0] ? strings.incomingFrom(callerOf(desk.rings[0])) : strings.brand);
  return {
    draw() {
      if (document.title !== title()) document.title = title();
    },
    close: off,
  };
}
