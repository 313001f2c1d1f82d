import { beforeEach, describe, expect, test, vi } from "vitest";
import { OwnMedia } from "../../src/call/ownMedia";
import type { LocalMedia } from "../../src/rtc/localMedia";
import { settle } from "../support/fakeHub";
import { FakeMedia, FakeService } from "../support/fakeOwnMedia";
import { randomOf } from "../support/random";

const none = { muted: false, camera_on: false, screen_sharing: false, hand_raised: false };
let service: FakeService;
let media: FakeMedia;
let own: OwnMedia;
let notices: number;

function make(returning = false): void {
  service = new FakeService();
  media = new FakeMedia();
  notices = 0;
  own = new OwnMedia({
    media: media as unknown as LocalMedia,
    returning,
    open: () => service.isOpen,
    tell: service.tell,
    trackChanged: () => undefined,
    changed: () => undefined,
    mutedByHost: () => void notices++,
  });
}

/** The oldest event comes in. */
async function hear(): Promise<void> {
  const event = service.events.shift();
  if (event) own.heard(event);
  await settle();
}

/** The events that are on their way never come; the page learns where they led. */
function lose(): void {
  service.events.length = 0;
  own.caughtUp(service.flags);
}

/** Everything that is on its way arrives. */
async function quiet(): Promise<void> {
  while (service.waiting > 0 || service.events.length > 0) {
    await service.take();
    await hear();
  }
  await vi.advanceTimersByTimeAsync(60_000);
  if (service.waiting > 0 || service.events.length > 0) await quiet();
}

async function switchMicrophone(muted: boolean): Promise<void> {
  own.setMuted(muted);
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "debug").mockImplementation(() => undefined);
  make();
  own.seated(service.flags);
});

describe("the microphone of this user", () => {
  test("is told when it is switched, and by itself: a camera's switch says nothing of it", async () => {
    await switchMicrophone(true);
    await quiet();
    await media.setCamera(true);
    await quiet();
    expect(service.asked).toEqual([{ muted: true }, { camera_on: true }]);
    expect(service.flags).toEqual({ ...none, muted: true, camera_on: true });
  });

  test("is not undone by the late echo of an earlier switch", async () => {
    await switchMicrophone(true);
    await switchMicrophone(false);
    await service.take();
    await vi.advanceTimersByTimeAsync(10_000);
    await hear();
    expect(media.muted).toBe(false);
    await quiet();
    expect(service.flags.muted).toBe(false);
    expect(notices).toBe(0);
  });

  test("is muted by the host in the moment after own switches", async () => {
    await switchMicrophone(true);
    await quiet();
    await switchMicrophone(false);
    await service.take();
    service.mute();
    await hear();
    await hear();
    expect([media.muted, notices]).toEqual([true, 1]);
    await quiet();
    expect(service.flags.muted).toBe(true);
  });

  test("is muted by the host though the camera is switched meanwhile", async () => {
    await media.setCamera(true);
    service.mute();
    await quiet();
    expect([media.muted, notices]).toEqual([true, 1]);
    expect(service.flags).toEqual({ ...none, muted: true, camera_on: true });
  });

  test("is muted by the host when own unmuting and the mute come as one event", async () => {
    await switchMicrophone(true);
    await quiet();
    await switchMicrophone(false);
    await service.take();
    service.mute();
    service.gather();
    await hear();
    expect([media.muted, notices]).toEqual([true, 1]);
  });

  test("may be switched on again after the host's mute", async () => {
    service.mute();
    await quiet();
    await switchMicrophone(false);
    await quiet();
    expect(service.flags.muted).toBe(false);
    expect([media.muted, notices]).toEqual([false, 1]);
  });

  test("is never switched on by anybody else", async () => {
    await switchMicrophone(true);
    await quiet();
    service.change({ muted: false });
    await quiet();
    expect(media.muted).toBe(true);
    expect(service.flags.muted).toBe(true);
  });

  test("is told until the service takes it", async () => {
    await switchMicrophone(true);
    await service.refuse("unavailable");
    await vi.advanceTimersByTimeAsync(5_000);
    await service.refuse("unavailable");
    await vi.advanceTimersByTimeAsync(5_000);
    await quiet();
    expect(service.flags.muted).toBe(true);
  });

  test("is not muted by the echo of a switch that was refused and happened all the same", async () => {
    await switchMicrophone(true);
    await service.refuse("unavailable", true);
    await switchMicrophone(false);
    await hear();
    expect(media.muted).toBe(false);
    await quiet();
    expect(service.flags.muted).toBe(false);
    expect(notices).toBe(0);
  });

  test("is told no more after a refusal for good, until there is a seat again", async () => {
    await switchMicrophone(true);
    await service.refuse("not_a_participant");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(service.asked).toHaveLength(1);
    own.seated(service.flags);
    await quiet();
    expect(service.flags.muted).toBe(true);
  });

  test("waits with what is switched without a seat, and says only the last of it", async () => {
    service.isOpen = false;
    await switchMicrophone(true);
    await switchMicrophone(false);
    await switchMicrophone(true);
    expect(service.asked).toEqual([]);
    service.isOpen = true;
    own.opened();
    await quiet();
    expect(service.asked).toEqual([{ muted: true }]);
  });
});

describe("what the service has of the flags at a new seat", () => {
  test("gives way to what the page has", async () => {
    make();
    service.flags = { ...none, muted: true, camera_on: true };
    own.seated(service.flags);
    await quiet();
    expect(service.flags).toEqual(none);
    expect(notices).toBe(0);
  });

  test("is a host's mute for a page that was reloaded unmuted", async () => {
    make(true);
    service.flags = { ...none, muted: true, camera_on: false };
    own.seated(service.flags);
    await quiet();
    expect([media.muted, notices]).toEqual([true, 1]);
    expect(service.flags.muted).toBe(true);
  });

  test("is told what a reloaded page has, when that is muted", async () => {
    make(true);
    media.muted = true;
    own.seated(service.flags);
    await quiet();
    expect(service.flags.muted).toBe(true);
    expect(notices).toBe(0);
  });

  test("may be unknown: then everything is said once", async () => {
    make();
    own.seated(null);
    await settle();
    await quiet();
    expect(service.asked).toEqual([{ muted: false, camera_on: false }]);
    await switchMicrophone(true);
    await quiet();
    expect(service.flags.muted).toBe(true);
  });
});

describe("after lost events", () => {
  test("a mute that is there now is the host's", async () => {
    service.mute();
    lose();
    expect([media.muted, notices]).toEqual([true, 1]);
  });

  test("a mute that the page has asked for is its own", async () => {
    await switchMicrophone(true);
    await service.take();
    await switchMicrophone(false);
    lose();
    await quiet();
    expect([media.muted, notices]).toEqual([false, 0]);
    expect(service.flags.muted).toBe(false);
  });

  test("what the user has switched meanwhile is told", async () => {
    await switchMicrophone(true);
    await quiet();
    service.isOpen = false;
    await switchMicrophone(false);
    service.isOpen = true;
    lose();
    await quiet();
    expect(service.flags.muted).toBe(false);
    expect(notices).toBe(0);
  });

  test("and the service's memory with them, the page's flags are told", async () => {
    service.flags = { ...none, muted: true, camera_on: true };
    own.forgotten(service.flags);
    await quiet();
    expect(service.flags).toEqual(none);
    expect(notices).toBe(0);
  });
});

describe("whatever comes between what", () => {
  const seeds = Array.from({ length: 300 }, (_, seed) => seed);

  async function play(random: (below: number) => number): Promise<void> {
    for (let step = 0; step < 30; step++) {
      const deed = random(10);
      if (deed === 0) service.mute();
      else if (deed <= 2) await switchMicrophone(!media.muted);
      else if (deed === 3) await media.setCamera(!media.cameraOn);
      else if (deed === 4) await service.refuse("unavailable", random(2) === 0);
      else if (deed <= 6) await service.take();
      else if (deed === 7) service.gather();
      else if (deed === 8 && random(4) === 0) lose();
      else await hear();
      if (random(4) === 0) await vi.advanceTimersByTimeAsync(random(3_000));
    }
  }

  test("page and service agree in the end", async () => {
    for (const seed of seeds) {
      make();
      own.seated(service.flags);
      await play(randomOf(seed));
      await quiet();
      expect({ seed, muted: service.flags.muted, camera: service.flags.camera_on }).toEqual({ seed, muted: media.muted, camera: media.cameraOn });
    }
  });

  test("the host's mute after all own switches takes effect and is told", async () => {
    for (const seed of seeds) {
      make();
      own.seated(service.flags);
      await play(randomOf(seed));
      while (service.waiting > 0) await service.take();
      if (service.flags.muted) continue;
      const [wasOn, before] = [!media.muted, notices];
      service.mute();
      await quiet();
      expect({ seed, page: media.muted, service: service.flags.muted, told: notices > before }).toEqual({ seed, page: true, service: true, told: wasOn });
    }
  });
});
