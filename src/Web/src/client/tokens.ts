import { Refusal } from "../protocol/errors";

/** Where bearer tokens come from. */
export interface TokenSource {
  /** A token that is good for at least a little while; renewed first when it is about to expire. */
  current(): Promise<string>;
  /** The last token without asking anybody, for a page that is being closed. */
  peek(): string | null;
  /** After a refusal: fetches another. False when the issuer does not give one. */
  renew(): Promise<boolean>;
}

/**
 * Tokens of the page's own issuer: `fetchToken` is asked for the first one, and for another whenever one is about to
 * expire or was refused. It rejects when there is none to be had now; null means that the user is signed out.
 */
export function tokensFrom(fetchToken: () => Promise<string | null>): TokenSource {
  let last: string | null = null;
  const renew = async (): Promise<boolean> => (last = await fetchToken()) !== null;
  return {
    peek: () => last,
    renew,
    async current() {
      if (last === null || isDue(last, Date.now())) await renew();
      if (last === null) throw new Refusal("unauthenticated", "There is no token: the user is signed out.");
      return last;
    },
  };
}

/** The claims this page reads; the service alone decides whether the token is good. */
export interface TokenClaims {
  sub: string;
  name?: string;
  /** Seconds since 1970. */
  exp?: number;
}

const base64Url = /^[A-Za-z0-9_-]+$/;

function decode(part: string): string | null {
  if (!base64Url.test(part) || part.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** The claims of a JWT, or null when it is none. */
export function readClaims(token: string): TokenClaims | null {
  const text = decode(token.split(".")[1] ?? "");
  if (text === null) return null;
  try {
    const claims: unknown = JSON.parse(text);
    const ok = typeof claims === "object" && claims !== null && typeof (claims as TokenClaims).sub === "string";
    return ok ? (claims as TokenClaims) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const renewAheadMs = 60_000;

/** True when the token has at most a minute left (or does not say how long it has and is not a JWT at all). */
export function isDue(token: string, nowMs: number): boolean {
  const claims = readClaims(token);
  if (!claims) return true;
  return claims.exp !== undefined && claims.exp * 1000 - nowMs <= renewAheadMs;
}
