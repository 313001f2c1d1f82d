// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";
import { MediaDesk } from "../../src/call/mediaDesk";
import { nothingChosen } from "../../src/rtc/devicePolicy";
import { defaultVideoSize } from "../../src/rtc/videoSize";
import { useMachine, type FakeMachine } from "../support/fakeMachine";

let machine: FakeMachine;
let desk: MediaDesk;

beforeEach(() => {
  machine = useMachine();
  desk = new MediaDesk({ size: defaultVideoSize, chosen: () => nothingChosen });
});

const fail = (name: string, message = ""): DOMException => new DOMException(message, name);
const live = (): string[] => machine.made.filter((t) => t.readyState === "live").map((t) => t.kind);

describe("a preview", () => {
  test("opens both in one question, and the call takes them as they are", async () => {
    const preview = await desk.openPreview("Video");
    expect([preview.microphone, preview.camera]).toEqual([{ on: true, problem: null }, { on: true, problem: null }]);
    await preview.setCamera(false);
    await preview.setMicrophone(false);
    await desk.prepare("Video");
    const media = await desk.take("Video");
    expect([media.muted, media.hasMicrophone, media.cameraOn, desk.preview]).toEqual([true, true, false, null]);
    expect(machine.asked).toHaveLength(1);
    expect(live()).toEqual(["audio"]);
  });

  test("releases everything when the user does not go in", async () => {
    await desk.openPreview("Video");
    desk.closePreview();
    expect([live(), desk.preview]).toEqual([[], null]);
  });

  test("that is closed before the browser has answered leaves nothing open", async () => {
    const opening = desk.openPreview("Video");
    desk.closePreview();
    await opening;
    expect(live()).toEqual([]);
  });

  test("whose devices are still coming hands them over when they are there", async () => {
    const opening = desk.openPreview("Audio");
    const media = await desk.take("Audio");
    await opening;
    expect(media.hasMicrophone).toBe(true);
    media.close();
    expect(live()).toEqual([]);
  });

  test("gives way to a call of the other type", async () => {
    await desk.openPreview("Video");
    await desk.prepare("Audio");
    expect([desk.preview, live()]).toEqual([null, ["audio"]]);
  });

  test("begins as wished, and asks for nothing more", async () => {
    const preview = await desk.openPreview("Video", { camera: false });
    expect(machine.asked).toEqual([expect.objectContaining({ video: false })]);
    expect(preview.camera).toEqual({ on: false, problem: null });
  });

  test("of an audio call has no camera", async () => {
    const preview = await desk.openPreview("Audio");
    await preview.setCamera(true);
    expect([preview.camera.on, live()]).toEqual([false, ["audio"]]);
  });

  test("tells of its changes", async () => {
    let news = 0;
    desk.previews.on(() => news++);
    const preview = await desk.openPreview("Video");
    const opened = news;
    await preview.setCamera(false);
    expect([opened > 1, news > opened]).toEqual([true, true]);
  });
});

describe("what a preview cannot have", () => {
  test.each([
    ["no_device", fail("NotFoundError")],
    ["busy", fail("NotReadableError")],
    ["blocked", fail("NotAllowedError")],
  ] as const)("a camera that is %s is said, and the microphone is there", async (problem, failure) => {
    machine.failures.video = failure;
    const preview = await desk.openPreview("Video");
    expect([preview.microphone, preview.camera]).toEqual([{ on: true, problem: null }, { on: false, problem }]);
  });

  test("a microphone that is missing is said, and the camera is there", async () => {
    machine.failures.audio = fail("NotFoundError");
    const preview = await desk.openPreview("Video");
    expect([preview.microphone, preview.camera]).toEqual([{ on: false, problem: "no_device" }, { on: true, problem: null }]);
  });

  test("a user who has closed the question is not asked a second time", async () => {
    machine.failures.audio = fail("NotAllowedError", "Permission dismissed");
    const preview = await desk.openPreview("Video");
    expect([preview.microphone.problem, preview.camera.problem, machine.asked.length]).toEqual(["dismissed", "dismissed", 1]);
  });

  test("an insecure page has nothing, and says so", async () => {
    Object.assign(globalThis, { isSecureContext: false });
    const preview = await desk.openPreview("Video");
    expect([preview.microphone.problem, preview.camera.problem, machine.asked.length]).toEqual(["insecure", "insecure", 0]);
  });

  test("may be tried again", async () => {
    machine.failures.audio = fail("NotReadableError");
    const preview = await desk.openPreview("Audio");
    expect(preview.microphone.problem).toBe("busy");
    machine.failures.audio = null;
    await preview.setMicrophone(true);
    expect(preview.microphone).toEqual({ on: true, problem: null });
  });

  test("is no reason not to go in: who has nothing listens", async () => {
    machine.failures.audio = machine.failures.video = fail("NotFoundError");
    await desk.openPreview("Video");
    await desk.prepare("Video");
    const media = await desk.take("Video");
    expect([media.hasMicrophone, media.cameraOn, media.muted]).toEqual([false, false, true]);
  });
});
