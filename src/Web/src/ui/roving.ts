import { isSeen } from "./dom";

/** Where the focus goes within a toolbar; null when the key is none of its keys. Pure. */
export function nextInToolbar(key: string, index: number, count: number, rightToLeft: boolean): number | null {
  if (count === 0) return null;
  const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
  const back = rightToLeft ? "ArrowRight" : "ArrowLeft";
  switch (key) {
    case forward:
      return (index + 1) % count;
    case back:
      return (index - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** A toolbar is one stop for the Tab key; arrows go on within it: https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/. */
export function roving(toolbar: HTMLElement): { settle: () => void } {
  const stops = (): HTMLButtonElement[] => [...toolbar.querySelectorAll("button")].filter((b) => !b.hidden && !b.disabled && isSeen(b));

  /** Exactly one of the buttons that are there can be tabbed to: the one that had the focus last. */
  function settle(): void {
    const all = stops();
    const current = all.find((stop) => stop.tabIndex === 0 && stop.dataset["roving"] === "on") ?? all[0];
    for (const stop of all) mark(stop, stop === current);
  }

  function mark(stop: HTMLButtonElement, on: boolean): void {
    stop.tabIndex = on ? 0 : -1;
    stop.dataset["roving"] = on ? "on" : "off";
  }

  toolbar.addEventListener("keydown", (event) => {
    const all = stops();
    const rightToLeft = document.documentElement.dir === "rtl";
    const next = nextInToolbar(event.key, all.findIndex((stop) => stop === event.target), all.length, rightToLeft);
    if (next === null) return;
    event.preventDefault();
    all[next]?.focus();
  });
  toolbar.addEventListener("focusin", (event) => {
    for (const stop of stops()) mark(stop, stop === event.target);
  });
  settle();
  return { settle };
}
