import { beforeEach, describe, expect, test, vi } from "vitest";
import { nothingChosen } from "../../src/rtc/devicePolicy";
import { LocalMedia, type TrackChange } from "../../src/rtc/localMedia";
import { isSecurePage, MediaRefused, problemOf } from "../../src/rtc/mediaProblem";
import { defaultVideoSize, videoSizeFrom } from "../../src/rtc/videoSize";
import { FakeStream, FakeTrack } from "../support/fakePeerConnection";

describe("what went wrong with a device", () => {
  test.each([
    [new DOMException("Permission denied", "NotAllowedError"), "blocked"],
    [new DOMException("Permission denied by system", "NotAllowedError"), "blocked"],
    [new DOMException("Permission dismissed", "NotAllowedError"), "dismissed"],
    [new DOMException("", "NotFoundError"), "no_device"],
    [new DOMException("", "OverconstrainedError"), "no_device"],
    [new DOMException("Could not start video source", "NotReadableError"), "busy"],
    [new DOMException("", "AbortError"), "busy"],
    [new DOMException("", "SecurityError"), "insecure"],
    [new TypeError("mediaDevices is undefined"), "insecure"],
    [new DOMException("", "InvalidStateError"), "unknown"],
    ["text", "unknown"],
    [undefined, "unknown"],
  ])("%s is %s", (error, problem) => {
    expect(problemOf(error)).toBe(problem);
  });

  test("only a secure page with devices is good enough", () => {
    expect(isSecurePage({ isSecureContext: true, mediaDevices: {} })).toBe(true);
    expect(isSecurePage({ isSecureContext: false, mediaDevices: {} })).toBe(false);
    expect(isSecurePage({ isSecureContext: true, mediaDevices: undefined })).toBe(false);
  });
});

describe("the video size of the address", () => {
  test("is taken when it is sensible", () => {
    expect(videoSizeFrom("?video=320x180@15")).toEqual({ width: 320, height: 180, frameRate: 15 });
  });

  test.each(["", "?video=", "?video=big", "?video=320x180", "?video=9999x9999@15", "?video=320x180@0", "?video=320x180@99", "?video=-1x5@3"])("%j means the default", (search) => {
    expect(videoSizeFrom(search)).toEqual(defaultVideoSize);
  });
});

const manner = { size: defaultVideoSize, chosen: () => nothingChosen };

describe("this page's devices", () => {
  let asked: MediaStreamConstraints[];
  let made: FakeTrack[];
  let failures: Record<"audio" | "video", DOMException | null>;

  beforeEach(() => {
    asked = [];
    made = [];
    failures = { audio: null, video: null };
    vi.stubGlobal("isSecureContext", true);
    vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
  });

  function getUserMedia(constraints: MediaStreamConstraints): Promise<FakeStream> {
    asked.push(constraints);
    const kinds = (["audio", "video"] as const).filter((kind) => constraints[kind]);
    const failure = kinds.map((kind) => failures[kind]).find((f) => f !== null);
    if (failure) return Promise.reject(failure);
    const tracks = kinds.map((kind) => new FakeTrack(kind));
    made.push(...tracks);
    return Promise.resolve(new FakeStream(tracks));
  }

  const refusedWith = (problem: string): unknown => expect.objectContaining({ name: "MediaRefused", problem });

  test("are asked for sound alone in an audio call", async () => {
    const media = await LocalMedia.open("Audio", manner);
    expect(asked).toEqual([expect.objectContaining({ video: false })]);
    expect([media.muted, media.cameraOn]).toEqual([false, false]);
  });

  test("are both asked for in a video call, in one question", async () => {
    const media = await LocalMedia.open("Video", manner);
    expect(asked).toHaveLength(1);
    expect(media.cameraOn).toBe(true);
  });

  test("go on with sound alone when there is no camera", async () => {
    failures.video = new DOMException("", "NotFoundError");
    const media = await LocalMedia.open("Video", manner);
    expect([media.muted, media.cameraOn]).toEqual([false, false]);
  });

  test.each([
    ["Audio", { audio: "NotFoundError" }, "no_device"],
    ["Video", { audio: "NotFoundError", video: "NotFoundError" }, "no_device"],
    ["Audio", { audio: "NotAllowedError" }, "blocked"],
    ["Video", { video: "NotAllowedError" }, "blocked"],
    ["Video", { video: "NotReadableError" }, "busy"],
  ] as const)("stop an %s call when %j, as %s", async (type, names, problem) => {
    for (const [kind, name] of Object.entries(names)) failures[kind as "audio" | "video"] = new DOMException("", name);
    await expect(LocalMedia.open(type, manner)).rejects.toEqual(refusedWith(problem));
  });

  test("are not even asked for on an insecure page", async () => {
    vi.stubGlobal("isSecureContext", false);
    await expect(LocalMedia.open("Audio", manner)).rejects.toEqual(refusedWith("insecure"));
    expect(asked).toEqual([]);
  });

  test("a muted microphone stays open and sends silence", async () => {
    const media = await LocalMedia.open("Audio", manner);
    media.setMuted(true);
    expect(made[0]).toMatchObject({ enabled: false, readyState: "live" });
    media.setMuted(false);
    expect(made[0]).toMatchObject({ enabled: true });
  });

  test("a camera that is off is released after it was taken off the line, and on again is another", async () => {
    const media = await LocalMedia.open("Video", manner);
    const changes: (TrackChange & { live: boolean })[] = [];
    const camera = made[1];
    media.changes.on((change) => changes.push({ ...change, live: camera?.readyState === "live" }));
    await media.setCamera(false);
    expect(changes).toEqual([{ kind: "video", track: null, live: true }]);
    expect(camera?.readyState).toBe("ended");
    await media.setCamera(true);
    expect(media.tracks.video).toBe(made[2]);
    expect(asked[1]).toMatchObject({ audio: false });
  });

  test("a double click does not leave a second camera running", async () => {
    const media = await LocalMedia.open("Audio", manner);
    await Promise.all([media.setCamera(true), media.setCamera(true), media.setCamera(false), media.setCamera(true)]);
    expect(made.filter((t) => t.kind === "video" && t.readyState === "live")).toHaveLength(1);
  });

  test("a camera that cannot be had says why, and the next try is a fresh one", async () => {
    const media = await LocalMedia.open("Audio", manner);
    failures.video = new DOMException("", "NotReadableError");
    await expect(media.setCamera(true)).rejects.toMatchObject({ problem: "busy", wanted: "camera" });
    failures.video = null;
    await media.setCamera(true);
    expect(media.cameraOn).toBe(true);
  });

  test("a camera that comes up after the call is over is released at once", async () => {
    const media = await LocalMedia.open("Audio", manner);
    const coming = media.setCamera(true);
    await Promise.resolve();
    media.close();
    await coming;
    expect(made.every((t) => t.readyState === "ended")).toBe(true);
  });

  test("a microphone that is unplugged is replaced, and stays muted if it was", async () => {
    const media = await LocalMedia.open("Audio", manner);
    media.setMuted(true);
    made[0]?.lose();
    await vi.waitFor(() => expect(media.tracks.audio).toBe(made[1]));
    expect(made[1]?.enabled).toBe(false);
  });

  test("without another microphone the user is muted", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const media = await LocalMedia.open("Audio", manner);
    failures.audio = new DOMException("", "NotFoundError");
    made[0]?.lose();
    await vi.waitFor(() => expect(warn).toHaveBeenCalled());
    expect(media.muted).toBe(true);
  });

  test("a camera that is unplugged is off", async () => {
    const media = await LocalMedia.open("Video", manner);
    made[1]?.lose();
    expect(media.cameraOn).toBe(false);
  });

  test("everything is released at the end", async () => {
    const media = await LocalMedia.open("Video", manner);
    media.close();
    expect(made.map((t) => t.readyState)).toEqual(["ended", "ended"]);
    expect(media).toBeInstanceOf(LocalMedia);
    expect(new MediaRefused("busy", "camera").message).toContain("camera");
  });
});
