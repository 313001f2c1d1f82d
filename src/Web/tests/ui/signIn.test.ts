// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { strings } from "../../src/strings";
import { signInView } from "../../src/ui/signInView";
import { byId, fill, submit, text } from "../support/elements";

const html = readFileSync("index.html", "utf8");
const pass = (ms = 50): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  document.body.innerHTML = /<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? "";
});

describe("index.html", () => {
  test("has the call view and the incoming-call popup from the start, hidden", () => {
    expect(document.getElementById("call-ui-container")?.hidden).toBe(true);
    expect(document.getElementById("incoming-call-popup")?.hidden).toBe(true);
  });

  test("needs no inline script, style or handler", () => {
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/);
  });
});

describe("the sign-in", () => {
  test.each(["", " ", "@service", "a b", "a/b", "x".repeat(129)])("does not ask the service about %j", (user) => {
    const fetched = vi.fn();
    vi.stubGlobal("fetch", fetched);
    signInView(document.getElementById("app")!, () => undefined);
    fill("sign-in-user", user);
    submit("sign-in-user");
    expect(text("sign-in-error")).toBe(strings.signInBadUser);
    expect(fetched).not.toHaveBeenCalled();
  });

  test.each([
    [404, strings.signInRefused],
    [503, strings.refusal.unavailable],
  ])("says what is wrong when the service answers %i, and may be tried again", async (status, says) => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}", { status })));
    signInView(document.getElementById("app")!, () => undefined);
    fill("sign-in-user", "alice");
    submit("sign-in-user");
    await pass();
    expect(text("sign-in-error")).toBe(says);
    expect((byId("sign-in-submit") as HTMLButtonElement).disabled).toBe(false);
  });
});
