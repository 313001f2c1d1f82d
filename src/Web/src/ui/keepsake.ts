import { successorOf } from "./dom";

/** What a user has begun in the page and is about to lose, because it is built anew: lines half written, and the focus. */
export function keepsake(): () => void {
  const written = [...document.querySelectorAll<HTMLInputElement>("input.input[data-testid]")].filter(({ value }) => value !== "");
  const focused = document.activeElement;
  return () => {
    for (const field of written) {
      const now = successorOf(field);
      if (now instanceof HTMLInputElement) now.value = field.value;
    }
    if (focused?.isConnected === false) successorOf(focused)?.focus();
  };
}
