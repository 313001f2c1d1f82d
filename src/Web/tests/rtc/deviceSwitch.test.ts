import { beforeEach, describe, expect, test } from "vitest";
import { nothingChosen, type Chosen } from "../../src/rtc/devicePolicy";
import { LocalMedia, type TrackChange } from "../../src/rtc/localMedia";
import { defaultVideoSize } from "../../src/rtc/videoSize";
import { useMachine, type FakeMachine } from "../support/fakeMachine";

let machine: FakeMachine;
let chosen: Chosen;
const manner = { size: defaultVideoSize, chosen: () => chosen };

beforeEach(() => {
  machine = useMachine();
  chosen = nothingChosen;
});

const states = (): string[] => machine.made.map((t) => `${t.kind} ${t.readyState}`);
const changesOf = (media: LocalMedia): TrackChange[] => {
  const changes: TrackChange[] = [];
  media.changes.on((change) => changes.push(change));
  return changes;
};

describe("another device", () => {
  test("takes the line before the old one is stopped, and nothing but it is asked for", async () => {
    const media = await LocalMedia.open("Video", manner);
    const changes = changesOf(media);
    await media.use("microphone", "headset");
    await media.use("camera", "usb");
    expect(machine.asked[1]).toMatchObject({ audio: { deviceId: { exact: "headset" } }, video: false });
    expect(machine.asked[2]).toMatchObject({ audio: false, video: { deviceId: { exact: "usb" } } });
    expect(changes.map((c) => c.kind)).toEqual(["audio", "video"]);
    expect(states()).toEqual(["audio ended", "video ended", "audio live", "video live"]);
  });

  test("is muted when the old one was", async () => {
    const media = await LocalMedia.open("Audio", manner);
    media.setMuted(true);
    await media.use("microphone", "headset");
    expect(machine.made[1]?.enabled).toBe(false);
  });

  test("that cannot be had leaves the old one", async () => {
    const media = await LocalMedia.open("Audio", manner);
    machine.failures.audio = new DOMException("", "NotReadableError");
    await expect(media.use("microphone", "headset")).rejects.toMatchObject({ problem: "busy", wanted: "microphone" });
    expect(states()).toEqual(["audio live"]);
  });

  test("is not opened where there is none open: it is taken the next time", async () => {
    const media = await LocalMedia.open("Audio", manner);
    await media.use("camera", "usb");
    chosen = { ...nothingChosen, camera: "usb" };
    await media.setCamera(true);
    expect(machine.asked[1]).toMatchObject({ video: { deviceId: { exact: "usb" } } });
  });

  test("that was chosen and is not there any more is replaced by what there is", async () => {
    chosen = { ...nothingChosen, microphone: "gone" };
    machine.failures.audio = new DOMException("", "OverconstrainedError");
    const opening = LocalMedia.open("Audio", manner);
    machine.failures.audio = null;
    expect((await opening).hasMicrophone).toBe(true);
    expect(machine.asked.map((wish) => (wish.audio as MediaTrackConstraints).deviceId)).toEqual([{ exact: "gone" }, undefined]);
  });

  test("is opened after the old camera, where a machine has only one at a time", async () => {
    const media = await LocalMedia.open("Video", manner);
    machine.failures.video = new DOMException("", "NotReadableError");
    media.changes.on(({ kind, track }) => {
      if (kind === "video" && track === null) machine.failures.video = null;
    });
    await media.use("camera", "back");
    expect(states()).toEqual(["audio live", "video ended", "video live"]);
  });
});

describe("who joins without devices", () => {
  test("is asked for nothing, and muted", async () => {
    const media = await LocalMedia.open("Video", manner, { microphone: false, camera: false });
    expect(machine.asked).toEqual([]);
    expect([media.muted, media.hasMicrophone, media.cameraOn]).toEqual([true, false, false]);
  });

  test("may have the microphone later", async () => {
    const media = await LocalMedia.open("Audio", manner, { microphone: false });
    await media.setMicrophone(true);
    expect([media.muted, media.hasMicrophone]).toEqual([false, true]);
    await media.setMicrophone(false);
    expect([media.muted, media.hasMicrophone]).toEqual([true, true]);
  });

  test("is told why not, and asked anew the next time", async () => {
    const media = await LocalMedia.open("Audio", manner, { microphone: false });
    machine.failures.audio = new DOMException("Permission denied", "NotAllowedError");
    await expect(media.setMicrophone(true)).rejects.toMatchObject({ problem: "blocked" });
    machine.failures.audio = null;
    await media.setMicrophone(true);
    expect(media.muted).toBe(false);
  });
});

describe("a shared screen", () => {
  test("is a track of its own, beside the camera's", async () => {
    const media = await LocalMedia.open("Video", manner);
    const changes = changesOf(media);
    await media.setScreen(true);
    expect(changes.map((c) => c.kind)).toEqual(["screen"]);
    expect([media.screenOn, media.cameraOn, media.tracks.screen !== media.tracks.video]).toEqual([true, true, true]);
    await media.setScreen(false);
    expect(states()).toEqual(["audio live", "video live", "video ended"]);
  });

  test("ends when the user stops it in the browser's bar", async () => {
    const media = await LocalMedia.open("Audio", manner);
    await media.setScreen(true);
    const changes = changesOf(media);
    machine.made[1]?.lose();
    expect(changes).toEqual([{ kind: "screen", track: null }]);
    expect(media.screenOn).toBe(false);
  });

  test.each([
    ["Permission denied by user", "NotAllowedError", "dismissed"],
    ["Permission denied", "NotAllowedError", "dismissed"],
    ["Permission denied by system", "NotAllowedError", "blocked"],
    ["Could not start video source", "NotReadableError", "busy"],
  ])("that is not given (%s) is %s, %s", async (message, name, problem) => {
    const media = await LocalMedia.open("Audio", manner);
    machine.failures.screen = new DOMException(message, name);
    await expect(media.setScreen(true)).rejects.toMatchObject({ problem, wanted: "screen" });
  });
});
