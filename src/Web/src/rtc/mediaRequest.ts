import type { Chosen } from "./devicePolicy";
import { isSecurePage, MediaRefused, problemOf, type MediaProblem } from "./mediaProblem";
import type { VideoSize } from "./videoSize";

/** What a page wants to begin with; a device that is not wanted is not asked for. When nothing is said, both are, in an audio call the microphone alone. */
export interface MediaWish {
  readonly microphone?: boolean;
  readonly camera?: boolean;
}

export interface OpenedTracks {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
}

/** How devices are asked for: the camera's size, and the user's choice among them. */
export interface MediaManner {
  readonly size: VideoSize;
  readonly chosen: () => Chosen;
}

/** A slow and sharp picture: text must be readable, and an unchanged screen costs nothing. */
const screenWish: DisplayMediaStreamOptions = { video: { frameRate: { ideal: 10, max: 15 } }, audio: false };

/**
 * Both in one request, so that the user is asked once. Wanted devices that are not there are left out when something
 * else is; everything else that goes wrong is thrown as {@link MediaRefused}.
 */
export async function openTracks(wish: Required<MediaWish>, manner: MediaManner): Promise<OpenedTracks> {
  const { microphone, camera } = wish;
  if (!microphone && !camera) return { audio: null, video: null };
  const wanted = microphone ? "microphone" : "camera";
  try {
    return await ask(wish, manner);
  } catch (error) {
    const problem = problemOf(error);
    if (!(microphone && camera && problem === "no_device")) throw new MediaRefused(problem, wanted);
  }
  try {
    return await ask({ microphone: true, camera: false }, manner);
  } catch (error) {
    throw new MediaRefused(problemOf(error), "microphone");
  }
}

/** One device; `exactly` it and no other. Throws {@link MediaRefused}. */
export async function openTrack(kind: "microphone" | "camera", manner: MediaManner, exactly?: string): Promise<MediaStreamTrack | null> {
  const wish = { microphone: kind === "microphone", camera: kind === "camera" };
  try {
    const { audio, video } = await ask(wish, manner, exactly);
    return audio ?? video;
  } catch (error) {
    throw new MediaRefused(problemOf(error), kind);
  }
}

/** The browser asks the user which window or screen. Throws {@link MediaRefused}: `dismissed` when they chose none. */
export async function openScreen(): Promise<MediaStreamTrack | null> {
  try {
    const track = (await devicesOfPage().getDisplayMedia(screenWish)).getVideoTracks()[0] ?? null;
    if (track) track.contentHint = "detail";
    return track;
  } catch (error) {
    throw new MediaRefused(screenProblemOf(error), "screen");
  }
}

/** A picker that was closed is "denied" as well, and no problem of permissions; what the system forbids says so. */
function screenProblemOf(error: unknown): MediaProblem {
  const problem = problemOf(error);
  const message = error instanceof Error ? error.message : "";
  return problem === "blocked" && !/system|policy/i.test(message) ? "dismissed" : problem;
}

/** With the chosen devices; when one of these is not there any more, with whatever the browser takes. */
async function ask(wish: Required<MediaWish>, { size, chosen }: MediaManner, exactly?: string): Promise<OpenedTracks> {
  const { microphone, camera } = exactly === undefined ? chosen() : { microphone: exactly, camera: exactly };
  const wants = (wish.microphone && microphone !== null) || (wish.camera && camera !== null);
  try {
    return await get(wish, size, microphone, camera);
  } catch (error) {
    if (exactly !== undefined || !wants || problemOf(error) !== "no_device") throw error;
    return await get(wish, size, null, null);
  }
}

async function get(wish: Required<MediaWish>, size: VideoSize, microphone: string | null, camera: string | null): Promise<OpenedTracks> {
  const stream = await devicesOfPage().getUserMedia({
    audio: wish.microphone && { ...audioWish, ...deviceWish(microphone) },
    video: wish.camera && { ...videoWish(size), ...deviceWish(camera) },
  });
  return { audio: stream.getAudioTracks()[0] ?? null, video: stream.getVideoTracks()[0] ?? null };
}

function devicesOfPage(): MediaDevices {
  const { mediaDevices } = navigator;
  if (!isSecurePage({ isSecureContext, mediaDevices })) throw new DOMException("insecure page", "SecurityError");
  return mediaDevices;
}

const audioWish: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

function videoWish({ width, height, frameRate }: VideoSize): MediaTrackConstraints {
  return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frameRate, max: frameRate } };
}

/** Not "ideal": browsers weigh that against the size of the picture, and take another camera with a better one. */
function deviceWish(id: string | null): MediaTrackConstraints {
  return id === null ? {} : { deviceId: { exact: id } };
}
