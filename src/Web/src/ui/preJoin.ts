import type { CallDesk, CallType, RoomBook, RoomView } from "@fchat/client";
import { strings } from "../strings";
import { announce } from "./announcer";
import { levelBar } from "./devices/levelBar";
import { devicePickers } from "./devices/pickers";
import { speakerTest } from "./devices/speakerTest";
import { withDevices } from "./devices/withDevices";
import { sheet } from "./dialog";
import { button, el, toggle } from "./dom";
import { attempt } from "./notices";
import { showTrack } from "./showTrack";

/**
 * Microphone and camera before a call, for whoever wants to look first: a preview, what is wrong if something is, and
 * the way into the call with whatever is on, or with nothing at all.
 */
export function openPreJoin(desk: CallDesk, rooms: RoomBook, room: RoomView): void {
  const live = room.active_call_session_id ?? null;
  const type: CallType = (live && rooms.state.callTypes.get(live)) || "Video";
  const video = el("video", { class: "mirror", testid: "preview", attributes: { autoplay: "", playsinline: "", "aria-label": strings.preview } });
  const dark = el("p", { class: "preview-off" }, strings.previewOff);
  const problem = el("p", { class: "hint", testid: "preview-problem" });
  const microphone = toggle("preview-microphone", "microphone", strings.microphone, () => void attempt(async () => preview()?.setMicrophone(!preview()?.microphone.on)));
  const camera = toggle("preview-camera", "camera", strings.camera, () => void attempt(async () => preview()?.setCamera(!preview()?.camera.on)));
  const pickers = devicePickers(desk.devices);
  const meter = levelBar(() => preview()?.level() ?? 0);
  const preview = () => desk.media.preview;
  video.muted = true;

  const starts = live
    ? [button("pre-join-go", strings.joinNow, () => go(() => desk.setUp({ call_session_id: live, call_type: type })), "go")]
    : [
        button("pre-join-audio", strings.startAudio, () => go(() => desk.call(room.room_id, "Audio", { microphone: preview()?.microphone.on ?? true }))),
        button("pre-join-go", strings.startVideo, () => go(() => desk.call(room.room_id, "Video")), "go"),
      ];
  const window = sheet(
    { testid: "pre-join", title: live ? strings.preJoinTitle : strings.preJoinNew, wide: true, closed: () => close() },
    el("div", { class: "preview" }, video, dark, el("div", { class: "row preview-controls" }, microphone.element, camera.element)),
    meter.element,
    problem,
    pickers.element,
    el("div", { class: "row wrap end" }, speakerTest(desk.devices), ...starts),
  );
  const off = [desk.media.previews.on(draw), desk.devices.changes.on(draw)];
  camera.element.hidden = type !== "Video";
  window.open();
  draw();
  void attempt(() => desk.media.openPreview(type));

  /** The devices go into the call with the user; a window that is only closed gives them back. */
  function go(start: () => Promise<void>): void {
    void withDevices(desk, start).then((done) => done && window.close());
  }

  function close(): void {
    for (const stop of off) stop();
    meter.stop();
    desk.media.closePreview();
    video.srcObject = null;
  }

  function complain(text: string): void {
    if (problem.textContent === text) return;
    problem.textContent = text;
    announce({ say: text });
  }

  function draw(): void {
    const now = preview();
    if (!now) return;
    microphone.draw(now.microphone.on, now.microphone.on ? "microphone" : "microphoneOff");
    camera.draw(now.camera.on, now.camera.on ? "camera" : "cameraOff");
    showTrack(video, now.video);
    dark.hidden = now.video !== null;
    const trouble = now.microphone.problem ?? now.camera.problem;
    const nothing = !now.isOpening && !now.microphone.on && now.microphone.problem !== null && !now.camera.on;
    complain([trouble ? strings.mediaProblem[trouble] : "", nothing ? strings.listenOnly : ""].join(" ").trim());
    pickers.draw();
  }
}
