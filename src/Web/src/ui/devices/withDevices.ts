import { type CallDesk, isRefusal, MediaRefused } from "@fchat/client";
import { attempt } from "../notices";

/**
 * Does what needs the user's devices. Without them the help says what to do, and anything else that goes wrong is said,
 * too, unless the summary of the call says it. True when it was done.
 */
export async function withDevices(desk: CallDesk, action: () => Promise<void>): Promise<boolean> {
  let refused = false;
  const done = await attempt(async () => {
    try {
      await action();
    } catch (error) {
      refused = true;
      if (isRefusal(error, "call_ended") && desk.afterCall) return;
      if (!(error instanceof MediaRefused)) throw error;
      desk.media.showHelp();
    }
  });
  return done && !refused;
}
