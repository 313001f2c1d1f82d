import type { LinkDetails, Quality } from "@fchat/client";
import { formats, strings } from "../../strings";
import { el, setText } from "../dom";

const barsOf: Readonly<Record<Quality, number>> = { unknown: 0, lost: 0, poor: 1, good: 2, excellent: 3 };

export interface QualityView {
  /** A button with the bars, which says the quality; pressed, it shows what is behind it. */
  readonly element: HTMLElement;
  /** `details` is asked for only while it is shown: it changes all the time. */
  draw(quality: Quality, details: () => LinkDetails): void;
}

/** How good a connection is, as bars, and on demand in numbers. */
export function qualityBars(testid: string, label: string): QualityView {
  const bars = el("span", { class: "bars", attributes: { "aria-hidden": "true" } }, ...[1, 2, 3].map(() => el("i")));
  const button = el("button", { class: "quality", testid, attributes: { type: "button", "aria-expanded": "false" }, onclick: flip }, bars);
  const list = el("dl", { class: "details", testid: "quality-details" });
  const element = el("div", { class: "quality-box" }, button, list);
  list.hidden = true;
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    flip();
    button.focus();
  });

  function flip(): void {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  }

  return {
    element,
    draw(quality, details) {
      const name = [label, strings.quality[quality]].filter((part) => part !== "").join(": ");
      element.hidden = quality === "unknown" && list.hidden;
      button.dataset["quality"] = quality;
      if (button.title !== name) nameIt(button, name);
      [...bars.children].forEach((bar, i) => bar.classList.toggle("on", i < barsOf[quality]));
      if (!list.hidden) show(list, details());
    },
  };
}

function nameIt(button: HTMLElement, name: string): void {
  button.title = name;
  button.setAttribute("aria-label", name);
}

function show(list: HTMLElement, details: LinkDetails): void {
  const lines = linesOf(details);
  if (list.childElementCount !== lines.length * 2) list.replaceChildren(...lines.flatMap(() => [el("dt"), el("dd")]));
  lines.flat().forEach((text, i) => setText(list.children[i]!, text));
}

/** Loss, round trip, picture, way: each with its name. Pure. */
export function linesOf({ lossPercent, roundTripMs, resolution, route }: LinkDetails): [string, string][] {
  const or = (text: string | null): string => text ?? strings.notKnown;
  const picture = resolution && strings.pixels(formats.number(resolution.width), formats.number(resolution.height));
  return [
    [strings.loss, or(lossPercent === null ? null : formats.percent(lossPercent / 100))],
    [strings.roundTrip, or(roundTripMs === null ? null : strings.milliseconds(formats.number(Math.round(roundTripMs))))],
    ...(picture ? [[strings.resolution, picture] as [string, string]] : []),
    [strings.route, or(route && { direct: strings.directRoute, relayed: strings.relayedRoute }[route])],
  ];
}
