import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallSigns } from "../../src/call/callSigns";
import { ringingState } from "../../src/client/callState";
import type { LocalMedia } from "../../src/rtc/localMedia";
import type { Pair } from "../../src/rtc/pair";
import type { PeerLink } from "../../src/rtc/peerLink";
import { callView, participant } from "../support/views";

/** Bob's connection: what its statistics say, and how loud he is. */
class FakeLink {
  state = "connected";
  loud = 0;
  packets = 0;
  lost = 0;
  frames = 0;
  perSecond = { packets: 50, lost: 0, frames: 15 };
  midOf = (): string => "1";
  audioLevel = (): number => this.loud;

  connection = {
    getStats: (): Promise<Map<string, unknown>> => {
      const { packets, lost, frames } = this.perSecond;
      this.packets += packets;
      this.lost += lost;
      this.frames += frames;
      const rtp = { kind: "audio", mid: "0", packetsLost: this.lost, jitter: 0.001 };
      return Promise.resolve(
        new Map<string, unknown>([
          ["in", { type: "inbound-rtp", ...rtp, packetsReceived: this.packets }],
          ["picture", { type: "inbound-rtp", kind: "video", mid: "1", packetsReceived: this.packets, bytesReceived: this.packets * 900, framesDecoded: this.frames }],
          ["out", { type: "outbound-rtp", kind: "audio", packetsSent: this.packets }],
          ["report", { type: "remote-inbound-rtp", ...rtp }],
        ]),
      );
    },
  };
}

let link: FakeLink;
let media: { muted: boolean; cameraOn: boolean; loud: number; level: () => number };
let bob: ReturnType<typeof participant>;
let changes: number;
let signs: CallSigns;

beforeEach(() => {
  vi.useFakeTimers();
  link = new FakeLink();
  media = { muted: false, cameraOn: true, loud: 0, level: () => media.loud };
  bob = participant("bob", "Joined", { camera_on: true });
  changes = 0;
  signs = new CallSigns({
    state: () => ringingState("alice", callView({ participants: [participant("alice"), bob] })),
    links: () => new Map([["bob", link as unknown as PeerLink]]),
    media: media as unknown as LocalMedia,
    expected: (_peer, _link, told) => told,
    changed: () => changes++,
  });
});

afterEach(() => signs.close());

const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1_000);
const ofBob = (): ReturnType<CallSigns["ofPeer"]> => signs.ofPeer({ peer: "bob", link } as unknown as Pair);

describe("a connection", () => {
  test("is scored from the second look on, both ways, and told when the class changes", async () => {
    await pass(1.1);
    expect([ofBob().quality, changes]).toEqual(["unknown", 0]);
    await pass(1);
    expect([ofBob().quality, signs.ofThisPage().uplink, changes]).toEqual(["excellent", "excellent", 1]);
    await pass(10);
    expect(changes).toBe(1);
  });

  test("that the browser once says nothing of is looked at again", async () => {
    await pass(3);
    const { getStats } = link.connection;
    link.connection.getStats = () => new Promise(() => undefined);
    await pass(2);
    link.connection.getStats = getStats;
    link.perSecond = { packets: 50, lost: 50, frames: 15 };
    await pass(5);
    expect(ofBob().quality).toBe("poor");
  });

  test("without packets is lost after two seconds, except of somebody who should send nothing", async () => {
    await pass(5);
    link.perSecond = { packets: 0, lost: 0, frames: 0 };
    await pass(3);
    expect(ofBob().quality).toBe("lost");
    bob = participant("bob", "Joined", { muted: true });
    await pass(1);
    expect(ofBob().quality).toBe("excellent");
  });

  test("that has sound and no picture is frozen, until the camera is off", async () => {
    await pass(5);
    link.perSecond = { packets: 50, lost: 0, frames: 0 };
    await pass(5);
    expect(ofBob()).toMatchObject({ frozen: true });
    bob = { ...bob, camera_on: false };
    await pass(1);
    expect(ofBob()).toMatchObject({ frozen: false });
  });

  test("that is made anew is judged anew", async () => {
    await pass(5);
    link.state = "connecting";
    await pass(1);
    expect(ofBob().quality).toBe("unknown");
  });
});

test("a poor uplink suggests sound alone after a while, and no longer without the camera", async () => {
  link.perSecond = { packets: 50, lost: 20, frames: 15 };
  await pass(8);
  expect(signs.ofThisPage()).toMatchObject({ uplink: "poor", suggestsCameraOff: false });
  await pass(10);
  expect(signs.ofThisPage().suggestsCameraOff).toBe(true);
  media.cameraOn = false;
  await pass(1);
  expect(signs.ofThisPage().suggestsCameraOff).toBe(false);
});

describe("a voice", () => {
  test("makes the active speaker, and stays it in silence", async () => {
    link.loud = 0.2;
    await pass(1);
    expect([ofBob().speaking, signs.activeSpeaker]).toEqual([true, "bob"]);
    link.loud = 0;
    await pass(2);
    expect([ofBob().speaking, signs.activeSpeaker]).toEqual([false, "bob"]);
  });

  test("of this user is heard through the mute, and told as what it is", async () => {
    media.loud = 0.8;
    await pass(1);
    expect(signs.ofThisPage()).toMatchObject({ speaking: true, speakingWhileMuted: false });
    media.muted = true;
    expect(signs.ofThisPage()).toMatchObject({ speaking: false, speakingWhileMuted: true });
  });

  test("nobody listens to after the end", async () => {
    signs.close();
    const asked = vi.spyOn(link, "audioLevel");
    await pass(5);
    expect(asked).not.toHaveBeenCalled();
  });
});
