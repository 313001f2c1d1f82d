/** Why a microphone or camera cannot be had. */
export type MediaProblem = "insecure" | "blocked" | "dismissed" | "no_device" | "busy" | "unknown";

export type WantedDevice = "microphone" | "camera" | "screen";

/** Browsers give out devices to secure pages only: HTTPS, or the machine itself. */
export function isSecurePage(page: { isSecureContext: boolean; mediaDevices: unknown }): boolean {
  return page.isSecureContext && page.mediaDevices !== undefined;
}

/** What a failed getUserMedia means. Names: W3C Media Capture and Streams 10.3; the "dismissed" wording is Chromium's. */
export function problemOf(error: unknown): MediaProblem {
  const { name = "", message = "" } = error instanceof Error || error instanceof DOMException ? error : {};
  switch (name) {
    case "NotAllowedError":
    case "PermissionDeniedError":
      return /dismissed/i.test(message) ? "dismissed" : "blocked";
    case "SecurityError":
    case "TypeError":
      return "insecure";
    case "NotFoundError":
    case "DevicesNotFoundError":
    case "OverconstrainedError":
      return "no_device";
    case "NotReadableError":
    case "TrackStartError":
    case "AbortError":
      return "busy";
    default:
      return "unknown";
  }
}

/** A device could not be had; `problem` says why, `wanted` for what. */
export class MediaRefused extends Error {
  readonly problem: MediaProblem;
  readonly wanted: WantedDevice;

  constructor(problem: MediaProblem, wanted: WantedDevice) {
    super(`The ${wanted} cannot be used: ${problem}.`);
    this.name = "MediaRefused";
    this.problem = problem;
    this.wanted = wanted;
  }
}
