/**
 * What has to be seen and heard whatever else is open: rings, help, notices, announcements. An open dialog makes
 * everything outside of it inert, so these go into it, and out again when it closes.
 */
const floating = ["incoming-call-popup", "help-dialog", "notices", "announcer", "alarm"];

/** Said is said: a region that comes into the document with words in it is read out once more. */
const spoken = ["announcer", "alarm"];

function topmost(): Element {
  return [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
}

/** Puts an element where the user is: into the dialog that is open, or the page. */
export function bringToTop(element: HTMLElement): void {
  const host = topmost();
  if (element.parentElement === host) return;
  if (spoken.includes(element.id)) element.replaceChildren();
  host.append(element);
}

/** A dialog has opened or closed. */
export function regroup(): void {
  for (const id of floating) {
    const element = document.getElementById(id);
    if (element) bringToTop(element);
  }
}
