/** What the user has chosen about the page itself; kept by the browser for all of its tabs. */
const keys = {
  language: "fchat.language",
  shortcuts: "fchat.shortcuts",
  corner: "fchat.corner",
  layout: "fchat.layout",
} as const;

export type Preference = keyof typeof keys;

/** Null when nothing was chosen, or the browser keeps nothing for this page. */
export function preferred(name: Preference): string | null {
  try {
    return localStorage.getItem(keys[name]);
  } catch (error) {
    return unkept(error);
  }
}

export function prefer(name: Preference, value: string): void {
  try {
    localStorage.setItem(keys[name], value);
  } catch (error) {
    unkept(error);
  }
}

/** A browser may forbid storage (SecurityError) or have no room (QuotaExceededError): the choice lasts as long as the page. */
function unkept(error: unknown): null {
  if (!(error instanceof DOMException)) throw error;
  return null;
}
