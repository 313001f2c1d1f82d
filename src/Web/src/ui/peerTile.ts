import type { PeerSnapshot } from "@fchat/client";
import { strings } from "../strings";
import { button, el } from "./dom";
import { icon } from "./icons";

/** One other person: the picture or the initial, the name, and how the connection is. */
export class PeerTile {
  readonly element: HTMLElement;
  readonly #media = el("video", { testid: "remote-video", attributes: { autoplay: "", playsinline: "" } });
  readonly #initial = el("div", { class: "initial", attributes: { "aria-hidden": "true" } });
  readonly #name = el("span", { class: "name" });
  readonly #state = el("span", { class: "peer-state", testid: "remote-state" });
  readonly #muted = el("span", { class: "muted", attributes: { title: strings.muted } }, icon("microphoneOff"));
  readonly #hear = button("hear", strings.hearThem, () => void this.#play(), "primary");

  constructor(user: string) {
    this.#hear.hidden = true;
    const label = el("div", { class: "label" }, this.#name, this.#muted, this.#state);
    this.element = el("div", { class: "tile", testid: "remote-tile", attributes: { "data-user": user } }, this.#initial, this.#media, this.#hear, label);
  }

  draw(peer: PeerSnapshot, name: string): void {
    const { dataset } = this.element;
    dataset["phase"] = peer.phase;
    dataset["quality"] = peer.quality;
    dataset["camera"] = String(peer.cameraOn);
    this.#initial.textContent = [...name][0]?.toUpperCase() ?? "";
    this.#name.textContent = name;
    this.#muted.hidden = !peer.muted;
    this.#state.textContent = strings.peerPhase[peer.phase] || strings.quality[peer.quality];
    if (this.#media.srcObject !== peer.stream) {
      this.#media.srcObject = peer.stream;
      if (peer.stream) void this.#play();
    }
  }

  remove(): void {
    this.#media.srcObject = null;
    this.element.remove();
  }

  /** A page without a gesture may not make sound: then the user is asked for one. */
  async #play(): Promise<void> {
    try {
      await this.#media.play();
      this.#hear.hidden = true;
    } catch (error) {
      this.#hear.hidden = !(error instanceof DOMException && error.name === "NotAllowedError");
    }
  }
}
