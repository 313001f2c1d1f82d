import type { LocalSnapshot } from "@fchat/client";
import { strings } from "../../strings";
import { el } from "../dom";
import { icon } from "../icons";
import { cornerAfter, cornerAt, corners, usualCorner, type Corner } from "../layout/corners";
import type { Rect } from "../layout/rect";
import { prefer, preferred } from "../preferences";
import { showTrack } from "../showTrack";
import { initialsOf } from "./initials";
import { put, unput } from "./place";

export interface SelfView {
  readonly element: HTMLElement;
  /** `place`: among the others; null: in its corner, where it can be moved. */
  draw(local: LocalSnapshot, place: Rect | null): void;
  replay(): void;
}

/** The own picture, as in a mirror. In its corner it is moved by dragging, or by the arrow keys. */
export function selfView(name: string): SelfView {
  const video = el("video", { class: "mirror", testid: "local-video", attributes: { autoplay: "", playsinline: "" } });
  const muted = el("span", { class: "badge-icon muted", attributes: { role: "img", "aria-label": strings.muted } }, icon("microphoneOff"));
  const hand = el("span", { class: "badge-icon hand", attributes: { role: "img", "aria-label": strings.handRaised } }, icon("hand"));
  const initials = el("div", { class: "initial", attributes: { "aria-hidden": "true" } }, initialsOf(name));
  const label = el("div", { class: "label" }, muted, hand, el("span", { class: "name" }, strings.you));
  const element = el("div", { class: "tile self", testid: "self-view", attributes: { role: "group", "aria-label": strings.selfView } }, initials, video, label);
  video.muted = true;
  movable(element);

  return {
    element,
    draw(local, place) {
      showTrack(video, local.video);
      element.dataset["camera"] = String(local.video !== null);
      element.dataset["speaking"] = String(local.speaking && !local.muted);
      muted.hidden = !local.muted;
      hand.hidden = !local.handRaised;
      element.classList.toggle("cornered", place === null);
      element.tabIndex = place === null ? 0 : -1;
      if (place) return put(element, place);
      unput(element);
      element.hidden = local.video === null;
    },
    replay: () => void video.play().catch(() => undefined), // nothing is shown then
  };
}

const isRightToLeft = (): boolean => document.documentElement.dir === "rtl";

function movable(element: HTMLElement): void {
  const kept = preferred("corner") as Corner | null;
  moveTo(kept !== null && corners.includes(kept) ? kept : usualCorner);

  function moveTo(corner: Corner): void {
    element.dataset["corner"] = corner;
    prefer("corner", corner);
  }

  element.addEventListener("keydown", (event) => {
    const next = element.classList.contains("cornered") ? cornerAfter(event.key, element.dataset["corner"] as Corner, isRightToLeft()) : null;
    if (next === null) return;
    event.preventDefault();
    moveTo(next);
  });
  element.addEventListener("pointerdown", (event) => {
    if (element.classList.contains("cornered")) drag(element, event, (x, y, size) => moveTo(cornerAt(x, y, size, isRightToLeft())));
  });
}

type Dropped = (x: number, y: number, size: { width: number; height: number }) => void;

/** Follows the pointer until it is released, then tells where in its parent it was. */
function drag(element: HTMLElement, down: PointerEvent, dropped: Dropped): void {
  const field = element.offsetParent?.getBoundingClientRect();
  if (!field) return;
  element.setPointerCapture(down.pointerId);
  const follow = (event: PointerEvent): void => {
    element.style.translate = `${event.clientX - down.clientX}px ${event.clientY - down.clientY}px`;
  };
  const release = (event: PointerEvent): void => {
    element.removeEventListener("pointermove", follow);
    element.style.translate = "";
    if (event.type === "pointerup") dropped(event.clientX - field.x, event.clientY - field.y, field);
  };
  element.addEventListener("pointermove", follow);
  for (const end of ["pointerup", "pointercancel"] as const) element.addEventListener(end, release, { once: true });
}
