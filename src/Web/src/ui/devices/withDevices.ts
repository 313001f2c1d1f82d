import { type CallDesk, MediaRefused } from "@fchat/client";
import { attempt } from "../notices";

/**
 * Does what needs the user's devices. Without them the help says what to do, and anything else that goes wrong is said,
 * too. True when it was done.
 */
export async function withDevices(desk: CallDesk, action: () => Promise<void>): Promise<boolean> {
  let refused = false;
  const done = await attempt(async () => {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof MediaRefused)) throw error;
      refused = true;
      desk.media.showHelp();
    }
  });
  return done && !refused;
}
