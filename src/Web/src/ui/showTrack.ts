/** Shows a picture in an element, or takes it away; the same picture again changes nothing. */
export function showTrack(video: HTMLVideoElement, track: MediaStreamTrack | null): void {
  video.hidden = track === null;
  const current = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined;
  if (current !== (track ?? undefined)) video.srcObject = track && new MediaStream([track]);
}
