import { attempt } from "./notices";

type Windows = typeof import("./windows");

/** Fetches them as soon as there is time, so that they are there when they are asked for, with or without a connection. */
export function fetchWindows(): void {
  const wait = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000));
  wait(() => void load().catch(() => undefined)); // whoever asks for one is told
}

/** Opens one of them; what goes wrong is said. */
export function openWindow(open: (windows: Windows) => void): void {
  void attempt(async () => open(await load()));
}

const load = (): Promise<Windows> => import("./windows");
