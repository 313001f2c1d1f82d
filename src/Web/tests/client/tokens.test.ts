// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { DevTokens } from "../../src/client/devTokens";
import { isDue, readClaims, tokensFrom } from "../../src/client/tokens";

const encode = (claims: unknown): string => `h.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims)))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}.s`;
const now = 1_700_000_000_000;
const lasting = (seconds: number, more = {}): string => encode({ sub: "alice", exp: now / 1000 + seconds, ...more });

describe("a token's claims", () => {
  test("are read, letters of every alphabet included", () => {
    expect(readClaims(encode({ sub: "alice", name: "Älice 愛" }))).toMatchObject({ sub: "alice", name: "Älice 愛" });
  });

  test.each(["", "a.b", "a.!!!.c", encode([]), encode(null), encode({ name: "no sub" }), "a.bm90IGpzb24.c"])("of %j are none", (token) => {
    expect(readClaims(token)).toBeNull();
  });
});

test("a token is due a minute before its end, and one that cannot be read is due", () => {
  expect(isDue(lasting(61), now)).toBe(false);
  expect(isDue(lasting(60), now)).toBe(true);
  expect(isDue(lasting(-5), now)).toBe(true);
  expect(isDue("garbage", now)).toBe(true);
  expect(isDue(encode({ sub: "a" }), now)).toBe(false);
});

describe("tokens of a page's own issuer", () => {
  const given: (string | null)[] = [];
  const tokens = (): ReturnType<typeof tokensFrom> => tokensFrom(() => Promise.resolve(given.shift() ?? null));

  beforeEach(() => {
    vi.useFakeTimers({ now });
    given.length = 0;
  });

  test("are fetched once, and again when one is about to expire", async () => {
    given.push(lasting(120), lasting(240));
    const source = tokens();
    expect(source.peek()).toBeNull();
    const first = await source.current();
    expect(await source.current()).toBe(first);
    vi.setSystemTime(now + 61_000);
    expect(await source.current()).not.toBe(first);
    expect(source.peek()).not.toBe(first);
  });

  test("are over when there is no other", async () => {
    given.push(lasting(120));
    const source = tokens();
    await source.current();
    expect(await source.renew()).toBe(false);
    await expect(source.current()).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("the development sign-in", () => {
  const answers: (() => Promise<Response>)[] = [];
  const asked: unknown[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ now });
    sessionStorage.clear();
    answers.length = asked.length = 0;
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      asked.push(JSON.parse(String(init.body)));
      return answers.shift()?.() ?? Promise.reject(new TypeError("network"));
    });
  });

  const gives = (token: string): void => void answers.push(() => Promise.resolve(Response.json({ token, expires_in: 3600 })));
  const says = (status: number): void => void answers.push(() => Promise.resolve(new Response("{}", { status })));

  test("survives a reload of its tab", async () => {
    gives(lasting(3600));
    const tokens = await DevTokens.signIn({ user: "alice", name: "Alice" });
    expect(asked).toEqual([{ user: "alice", name: "Alice" }]);
    expect(DevTokens.restore()?.peek()).toBe(tokens.peek());
    tokens.forget();
    expect(DevTokens.restore()).toBeNull();
  });

  test.each([400, 401, 404])("is refused by %i", async (status) => {
    says(status);
    await expect(DevTokens.signIn({ user: "alice" })).rejects.toMatchObject({ code: "unauthenticated" });
    expect(DevTokens.restore()).toBeNull();
  });

  test("is unavailable while the service fails", async () => {
    says(503);
    await expect(DevTokens.signIn({ user: "alice" })).rejects.toMatchObject({ code: "unavailable" });
  });

  test("renews a token that is about to expire, and leaves a good one alone", async () => {
    gives(lasting(3600));
    const tokens = await DevTokens.signIn({ user: "alice" });
    await tokens.current();
    expect(asked).toHaveLength(1);
    vi.setSystemTime(now + 3_590_000);
    gives(lasting(9_000));
    await expect(tokens.current()).resolves.toBe(lasting(9_000));
  });

  test("keeps the old token when nobody can renew it now, and says so when it is refused", async () => {
    gives(lasting(30));
    const tokens = await DevTokens.signIn({ user: "alice" });
    await expect(tokens.current()).resolves.toBe(lasting(30));
    await expect(tokens.renew()).resolves.toBe(true);
    says(404);
    await expect(tokens.renew()).resolves.toBe(false);
  });
});
