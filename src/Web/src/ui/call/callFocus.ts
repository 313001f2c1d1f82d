import { fixed, successorOf } from "../dom";

/**
 * The call covers the page, which is out of reach for everybody as long as it does: the focus goes to the call at its
 * beginning, is caught when it has got lost, and goes back to where it was at the end.
 */
export function callFocus(host: HTMLElement): { keep: (covering: boolean) => void } {
  const page = fixed("app");
  let before: HTMLElement | null = null;
  host.tabIndex = -1;

  function release(): void {
    const to = successorOf(before) ?? document.getElementById("main");
    before = null;
    if (document.activeElement === null || document.activeElement === document.body || host.contains(document.activeElement)) to?.focus({ preventScroll: true });
  }

  return {
    keep(covering) {
      const began = covering && !page.inert;
      const ended = !covering && page.inert;
      const { activeElement } = document;
      if (began && activeElement instanceof HTMLElement && page.contains(activeElement)) before = activeElement;
      page.inert = covering;
      if (ended) return release();
      if (covering && isLost(page)) host.focus({ preventScroll: true });
    },
  };
}

function isLost(page: HTMLElement): boolean {
  const { activeElement } = document;
  if (document.querySelector("dialog[open]")) return false;
  return activeElement === null || activeElement === document.body || page.contains(activeElement);
}
