import { strings } from "../../strings";
import { el, toggle } from "../dom";
import { icon } from "../icons";
import { Sound } from "./sound";

/** Somebody's shared screen, whole: nothing of it is cropped. */
export class ScreenTile {
  readonly element: HTMLElement;
  readonly #media = el("video", { testid: "remote-screen-video", attributes: { autoplay: "", playsinline: "" } });
  readonly #sound = new Sound(this.#media);
  readonly #pin: ReturnType<typeof toggle>;

  constructor(user: string, name: string, pin: () => void) {
    const title = strings.screenOf(name);
    this.#pin = toggle("pin", "pin", strings.pinThem(title), pin);
    const label = el("div", { class: "label" }, icon("screen"), el("span", { class: "name" }, title));
    const tools = el("div", { class: "tools" }, this.#pin.element);
    const attributes = { "data-user": user, role: "group", "aria-label": title };
    this.#media.muted = true; // its sound, if any, comes with the voice
    this.element = el("div", { class: "tile screen", testid: "remote-screen", attributes }, this.#media, label, tools);
    this.element.addEventListener("dblclick", pin);
  }

  draw(stream: MediaStream, pinned: boolean): void {
    this.#sound.show(stream);
    this.#pin.draw(pinned);
  }

  replay(): void {
    void this.#sound.play();
  }

  remove(): void {
    this.#media.srcObject = null;
    this.element.remove();
  }
}
