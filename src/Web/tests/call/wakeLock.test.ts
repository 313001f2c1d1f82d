// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { WakeLock } from "../../src/call/wakeLock";
import { settle } from "../support/fakeHub";

let held: { released: boolean; release: () => Promise<void> }[];
let refusal: DOMException | null;

beforeEach(() => {
  held = [];
  refusal = null;
  const request = (): Promise<unknown> => {
    if (refusal) return Promise.reject(refusal);
    const sentinel = { released: false, release: () => Promise.resolve(void (sentinel.released = true)) };
    held.push(sentinel);
    return Promise.resolve(sentinel);
  };
  vi.stubGlobal("navigator", { wakeLock: { request } });
});

const open = (): number => held.filter((sentinel) => !sentinel.released).length;
async function look(): Promise<void> {
  document.dispatchEvent(new Event("visibilitychange"));
  await settle();
}

test("the screen is kept on once, until it is let go", async () => {
  const lock = new WakeLock();
  lock.hold();
  lock.hold();
  await settle();
  expect(open()).toBe(1);
  lock.release();
  await look();
  expect([open(), held.length]).toEqual([0, 1]);
});

test("is asked for again when the page is looked at after the browser has let go of it", async () => {
  const lock = new WakeLock();
  lock.hold();
  await settle();
  Object.assign(held[0] ?? {}, { released: true });
  await look();
  expect(open()).toBe(1);
  await look();
  expect(open()).toBe(1);
  lock.release();
});

test("that comes after the call is over is given back at once", async () => {
  const lock = new WakeLock();
  lock.hold();
  lock.release();
  await settle();
  expect(open()).toBe(0);
});

test("may be refused, and need not exist", async () => {
  const debug = vi.spyOn(console, "debug").mockImplementation(() => undefined);
  refusal = new DOMException("", "NotAllowedError");
  const lock = new WakeLock();
  lock.hold();
  await settle();
  lock.release();
  expect(debug).toHaveBeenCalledOnce();
  vi.stubGlobal("navigator", {});
  lock.hold();
  await settle();
  lock.release();
});
