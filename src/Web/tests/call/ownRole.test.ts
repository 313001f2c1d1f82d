import { beforeEach, describe, expect, test, vi } from "vitest";
import { OwnMedia } from "../../src/call/ownMedia";
import { OwnRole } from "../../src/call/ownRole";
import type { LocalMedia } from "../../src/rtc/localMedia";
import { MediaRefused } from "../../src/rtc/mediaProblem";
import { settle } from "../support/fakeHub";
import { FakeMedia, FakeService } from "../support/fakeOwnMedia";

let service: FakeService;
let media: FakeMedia & { release: () => void; setMicrophone: (on: boolean) => Promise<void> };
let own: OwnMedia;
let role: OwnRole;
let told: string[];
let released: number;

beforeEach(() => {
  service = new FakeService();
  told = [];
  released = 0;
  media = Object.assign(new FakeMedia(), {
    release: () => {
      released++;
      media.muted = true;
    },
    setMicrophone: (on: boolean) => {
      media.muted = !on;
      media.changes.emit({ kind: "audio", track: null });
      return Promise.resolve();
    },
  });
  own = new OwnMedia({
    media: media as unknown as LocalMedia,
    returning: false,
    open: () => true,
    tell: service.tell,
    trackChanged: () => undefined,
    changed: () => undefined,
    mutedByHost: () => told.push("muted"),
  });
  role = new OwnRole({ media, own, changed: (r) => told.push(r), refused: (problem) => told.push(problem) });
});

/** The service does everything that is asked for, and tells of it. */
async function agree(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await settle();
    await service.take();
    for (const event of service.events.splice(0)) own.heard(event);
  }
}

describe("a listener", () => {
  test("has nothing open, and is told by nobody that it was so from the start", async () => {
    role.follow("listener");
    own.seated({ ...service.flags });
    await agree();
    expect([released, told, role.isListener]).toEqual([1, [], true]);
    expect(service.flags.muted).toBe(true);
  });

  test("asks for nothing that the service would not give", async () => {
    role.follow("listener");
    own.seated({ muted: true, camera_on: false, screen_sharing: false, hand_raised: false });
    media.muted = false; // a device that is still being given back
    own.setHand(true);
    await agree();
    expect(service.asked).toEqual([{ hand_raised: true }]);
  });
});

describe("who is let speak", () => {
  beforeEach(async () => {
    role.follow("listener");
    own.seated({ ...service.flags });
    await agree();
  });

  test("after a raised hand, has the microphone on and the hand down", async () => {
    own.setHand(true);
    await agree();
    role.follow("publisher");
    own.heard({ hand_raised: false });
    await agree();
    expect([told, service.flags]).toEqual([["publisher"], { muted: false, camera_on: false, screen_sharing: false, hand_raised: false }]);
  });

  test("without having asked, is told and switches on what they want to", async () => {
    role.follow("publisher");
    await agree();
    expect([told, service.flags.muted]).toEqual([["publisher"], true]);
    await own.setMicrophone(true);
    await agree();
    expect(service.flags.muted).toBe(false);
  });

  test("without a microphone is told why", async () => {
    media.setMicrophone = () => Promise.reject(new MediaRefused("no_device", "microphone"));
    own.setHand(true);
    role.follow("publisher");
    await settle();
    expect(told).toEqual(["publisher", "no_device"]);
  });

  test("and asked to listen again, has nothing open, and a switch on its way does not stand in the way of the next", async () => {
    role.follow("publisher");
    await own.setMicrophone(true);
    await settle(); // asked for, and the service has made a listener of them meanwhile
    role.follow("listener");
    own.heard({ muted: true });
    await settle();
    role.follow("publisher");
    await own.setMicrophone(true);
    await agree();
    expect([released, service.flags.muted]).toEqual([2, false]);
    expect(told).toEqual(["publisher", "listener", "publisher"]);
  });
});

test("a publisher from the start is told nothing", () => {
  role.follow("publisher");
  role.follow("publisher");
  expect([told, released]).toEqual([[], 0]);
  vi.restoreAllMocks();
});
