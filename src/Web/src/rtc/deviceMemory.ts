import { nothingChosen, type Chosen } from "./devicePolicy";

const key = "fchat.devices";

/** The user's choice of devices on this machine; it outlives the tab. */
export const deviceMemory = {
  recall(): Chosen {
    const text = localStorage.getItem(key);
    return text === null ? nothingChosen : { ...nothingChosen, ...(JSON.parse(text) as Partial<Chosen>) };
  },

  keep(chosen: Chosen): void {
    localStorage.setItem(key, JSON.stringify(chosen));
  },
};
