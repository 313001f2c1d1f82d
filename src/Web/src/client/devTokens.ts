import { Refusal, isRefusal } from "../protocol/errors";
import { isDue, type TokenSource } from "./tokens";

export interface DevIdentity {
  user: string;
  name?: string;
}

interface Stored {
  identity: DevIdentity;
  token: string;
}

const key = "fchat.sign-in";

/** Asks the development issuer. A refusal is thrown: the endpoint does not exist in production. */
async function fetchToken(identity: DevIdentity): Promise<string> {
  const response = await fetch("/dev/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(identity),
  });
  if (response.status >= 500) throw new Refusal("unavailable", `The sign-in answered with HTTP ${response.status}.`);
  const body = response.ok ? ((await response.json()) as { token?: unknown }) : {};
  if (typeof body.token !== "string") throw new Refusal("unauthenticated", "The development sign-in refused this user.");
  return body.token;
}

/** Development sign-in. It stands in sessionStorage: two tabs can be two users, and a reload stays signed in. */
export class DevTokens implements TokenSource {
  #stored: Stored;

  private constructor(stored: Stored) {
    this.#stored = stored;
    this.#keep();
  }

  static async signIn(identity: DevIdentity): Promise<DevTokens> {
    return new DevTokens({ identity, token: await fetchToken(identity) });
  }

  static restore(): DevTokens | null {
    const text = sessionStorage.getItem(key);
    return text === null ? null : new DevTokens(JSON.parse(text) as Stored);
  }

  get identity(): DevIdentity {
    return this.#stored.identity;
  }

  peek(): string {
    return this.#stored.token;
  }

  async current(): Promise<string> {
    if (isDue(this.#stored.token, Date.now())) await this.renew();
    return this.#stored.token;
  }

  async renew(): Promise<boolean> {
    try {
      this.#stored = { ...this.#stored, token: await fetchToken(this.#stored.identity) };
      this.#keep();
      return true;
    } catch (error) {
      if (isRefusal(error, "unauthenticated")) return false;
      if (error instanceof TypeError || isRefusal(error, "unavailable")) return true; // nobody there now: the old one may still do
      throw error;
    }
  }

  forget(): void {
    sessionStorage.removeItem(key);
  }

  #keep(): void {
    sessionStorage.setItem(key, JSON.stringify(this.#stored));
  }
}
