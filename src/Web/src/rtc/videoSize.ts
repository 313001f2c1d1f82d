/** What the camera is asked for: pixels and frames per second. */
export interface VideoSize {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

/** In a mesh every picture is encoded once per peer, so it is kept modest. */
export const defaultVideoSize: VideoSize = { width: 640, height: 360, frameRate: 20 };

const form = /^(\d{2,4})x(\d{2,4})@(\d{1,2})$/;

/** Reads `?video=320x180@15` from the page's address, for slow machines; anything else means the default. */
export function videoSizeFrom(search: string): VideoSize {
  const match = form.exec(new URLSearchParams(search).get("video") ?? "");
  if (!match) return defaultVideoSize;
  const [width = 0, height = 0, frameRate = 0] = match.slice(1).map(Number);
  const sensible = width <= 1920 && height <= 1080 && frameRate >= 1 && frameRate <= 60;
  return sensible ? { width, height, frameRate } : defaultVideoSize;
}
