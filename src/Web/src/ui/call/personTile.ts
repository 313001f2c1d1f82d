import type { Devices, LinkDetails, PeerSnapshot } from "@fchat/client";
import { strings } from "../../strings";
import { el, setText, toggle } from "../dom";
import { icon, type IconName } from "../icons";
import { showTrack } from "../showTrack";
import { initialsOf } from "./initials";
import { qualityBars, type QualityView } from "./qualityBars";
import { Sound } from "./sound";

/** A sign that is there or not; seen as an icon, heard and found as its title. */
function badge(name: IconName, title: string, style: string): HTMLElement {
  return el("span", { class: `badge-icon ${style}`, attributes: { title, role: "img", "aria-label": title } }, icon(name));
}

export interface TileOptions {
  readonly devices: Devices;
  readonly name: string;
  readonly details: () => LinkDetails;
  readonly pin: () => void;
}

/** One other person: the picture or the initials, the name, and how they and the connection are. */
export class PersonTile {
  readonly element: HTMLElement;
  readonly #picture = el("video", { testid: "remote-video", attributes: { autoplay: "", playsinline: "" } });
  /** An element of its own: one that has a picture, too, is silent until the first frame of that comes. */
  readonly #voice = el("audio", { testid: "remote-audio", attributes: { autoplay: "" } });
  readonly #initials = el("div", { class: "initial", attributes: { "aria-hidden": "true" } });
  readonly #name = el("span", { class: "name" });
  readonly #state = el("span", { class: "peer-state", testid: "remote-state" });
  readonly #muted = badge("microphoneOff", strings.muted, "muted");
  readonly #hand = badge("hand", strings.handRaised, "hand");
  readonly #sharing = badge("screen", strings.sharing, "sharing");
  readonly #pin: ReturnType<typeof toggle>;
  readonly #bars: QualityView;
  readonly #sound = new Sound(this.#voice);
  readonly #details: () => LinkDetails;
  readonly #detach: () => void;

  constructor(user: string, { devices, name, details, pin }: TileOptions) {
    this.#details = details;
    this.#pin = toggle("pin", "pin", strings.pinThem(name), pin);
    this.#bars = qualityBars("tile-quality", strings.qualityOf(name));
    this.#detach = devices.attach(this.#voice);
    this.#picture.muted = true;
    const label = el("div", { class: "label" }, this.#muted, this.#name, this.#state);
    const signs = el("div", { class: "signs" }, this.#hand, this.#sharing);
    const tools = el("div", { class: "tools" }, this.#pin.element, this.#bars.element);
    const attributes = { "data-user": user, role: "group", "aria-label": name };
    this.element = el("div", { class: "tile", testid: "remote-tile", attributes }, this.#initials, this.#picture, this.#voice, signs, this.#sound.ask, label, tools);
    this.element.addEventListener("dblclick", pin);
  }

  draw(peer: PeerSnapshot, name: string, pinned: boolean): void {
    const { dataset } = this.element;
    dataset["phase"] = peer.phase;
    dataset["quality"] = peer.quality;
    dataset["camera"] = String(peer.cameraOn);
    dataset["speaking"] = String(peer.speaking);
    setText(this.#initials, initialsOf(name));
    setText(this.#name, name);
    setText(this.#state, strings.peerPhase[peer.phase] || (peer.quality === "poor" || peer.quality === "lost" ? strings.quality[peer.quality] : ""));
    this.#muted.hidden = !peer.muted;
    this.#hand.hidden = !peer.handRaised;
    this.#sharing.hidden = !peer.screenSharing;
    this.#pin.draw(pinned);
    this.#bars.draw(peer.quality, this.#details);
    this.#play(peer);
  }

  /** The tracks come some time after the stream. */
  #play({ stream, cameraOn }: PeerSnapshot): void {
    showTrack(this.#picture, cameraOn ? (stream?.getVideoTracks()[0] ?? null) : null);
    const voice = stream?.getAudioTracks()[0] ?? null;
    if (this.#sound.track !== voice) this.#sound.show(voice && new MediaStream([voice]));
  }

  /** The element has gone to another document, where it stands still until it is started again. */
  replay(): void {
    void this.#sound.play();
    void this.#picture.play().catch(() => undefined); // nothing is shown then
  }

  remove(): void {
    this.#detach();
    this.#picture.srcObject = this.#voice.srcObject = null;
    this.element.remove();
  }
}
