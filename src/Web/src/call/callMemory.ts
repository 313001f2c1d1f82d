import { newId } from "../client/ids";
import type { CallType } from "../protocol/words";

/** What a page must know of its call to come back into it after a reload. */
export interface RememberedCall {
  readonly user: string;
  readonly callId: string;
  readonly callType: CallType;
  readonly muted: boolean;
  readonly cameraOn: boolean;
}

const callKey = "fchat.call";
const deviceKey = "fchat.device";

/**
 * The memory of one tab: it survives a reload and nothing else, which is what a call does, too. The device id is the
 * tab's: a reloaded page comes back as the device it was, a second tab is a second device.
 */
export const callMemory = {
  deviceId(): string {
    const known = sessionStorage.getItem(deviceKey);
    if (known) return known;
    const made = newId();
    sessionStorage.setItem(deviceKey, made);
    return made;
  },

  keep(call: RememberedCall): void {
    sessionStorage.setItem(callKey, JSON.stringify(call));
  },

  /** Null when the tab was in no call, or somebody else was. */
  recall(user: string): RememberedCall | null {
    const text = sessionStorage.getItem(callKey);
    const call = text === null ? null : (JSON.parse(text) as RememberedCall);
    return call?.user === user ? call : null;
  },

  forget(): void {
    sessionStorage.removeItem(callKey);
  },
};
