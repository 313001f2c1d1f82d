import { beforeEach, describe, expect, test, vi } from "vitest";
import { OwnMedia } from "../../src/call/ownMedia";
import type { LocalMedia } from "../../src/rtc/localMedia";
import { settle } from "../support/fakeHub";
import { FakeMedia, FakeService } from "../support/fakeOwnMedia";

const none = { muted: false, camera_on: false, screen_sharing: false, hand_raised: false };
let service: FakeService;
let media: FakeMedia;
let own: OwnMedia;

function make(returning = false): void {
  service = new FakeService();
  media = new FakeMedia();
  own = new OwnMedia({
    media: media as unknown as LocalMedia,
    returning,
    open: () => true,
    tell: service.tell,
    trackChanged: () => undefined,
    changed: () => undefined,
    mutedByHost: () => undefined,
  });
}

/** Everything that is on its way arrives. */
async function quiet(): Promise<void> {
  await settle();
  while (service.waiting > 0 || service.events.length > 0) {
    await service.take();
    const event = service.events.shift();
    if (event) own.heard(event);
    await settle();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  make();
  own.seated(service.flags);
});

describe("hand and screen of this user", () => {
  test("are told when they change, each by itself", async () => {
    own.setHand(true);
    await quiet();
    media.screenOn = true;
    media.changes.emit({ kind: "screen", track: null });
    await quiet();
    own.setHand(false);
    await quiet();
    expect(service.asked).toEqual([{ hand_raised: true }, { screen_sharing: true }, { hand_raised: false }]);
  });

  test("are told anew at another seat, as long as they are up", async () => {
    own.setHand(true);
    await quiet();
    service.flags = none;
    own.forgotten(none);
    await quiet();
    expect(service.flags.hand_raised).toBe(true);
    own.setHand(false);
    await quiet();
    expect(service.flags.hand_raised).toBe(false);
  });

  test("that a reloaded page has no more are taken back", async () => {
    make(true);
    service.flags = { ...none, hand_raised: true, screen_sharing: true };
    own.seated(service.flags);
    await quiet();
    expect(service.flags).toEqual(none);
  });

  test("are not asked for where a large call does not tell what it has, and there is nothing to say", async () => {
    make();
    own.seated(null);
    await quiet();
    expect(service.asked).toEqual([{ muted: false, camera_on: false }]);
  });
});
