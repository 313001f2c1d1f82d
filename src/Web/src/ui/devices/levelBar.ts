import { strings } from "../../strings";
import { el } from "../dom";

const everyMs = 80;

/** How loud the microphone hears its user, while somebody looks. Stop it by the returned function. */
export function levelBar(level: () => number): { element: HTMLElement; stop: () => void } {
  const attributes = { min: "0", max: "1", low: "0.1", "aria-label": strings.level };
  const element = el("meter", { class: "level", testid: "level", attributes });
  const timer = setInterval(() => (element.value = level()), everyMs);
  return { element, stop: () => clearInterval(timer) };
}
