import { Refusal } from "../protocol/errors";

type Module = typeof import("./activeCall");

let loading: Promise<Module> | null = null;

/**
 * What a call is made of: a page that nobody calls on does not need it, so it is fetched after the page. Rejects with
 * `unavailable` when it cannot be had; the next time asks anew.
 */
export function callModule(): Promise<Module> {
  loading ??= import("./activeCall").catch((error: unknown) => {
    loading = null;
    console.warn("What a call is made of could not be fetched.", error);
    throw new Refusal("unavailable", "The page could not be fetched whole.");
  });
  return loading;
}

/** Fetches it as soon as there is time, so that a call needs nothing more. */
export function fetchCallModule(): void {
  const wait = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 500));
  wait(() => void callModule().catch(() => undefined)); // whoever needs it asks again, and is told
}
