import { strings } from "../../strings";
import { el } from "../dom";
import { icon } from "../icons";
import { showTrack } from "../showTrack";

/** What this user shares, as the others see it. */
export class OwnScreen {
  readonly #media = el("video", { testid: "own-screen-video", attributes: { autoplay: "", playsinline: "" } });
  readonly element = el(
    "div",
    { class: "tile screen", testid: "own-screen", attributes: { role: "group", "aria-label": strings.ownScreen } },
    this.#media,
    el("div", { class: "label" }, icon("screen"), el("span", { class: "name" }, strings.ownScreen)),
  );

  constructor() {
    this.#media.muted = true;
    this.element.hidden = true;
  }

  draw(screen: MediaStreamTrack | null): void {
    showTrack(this.#media, screen);
  }

  replay(): void {
    void this.#media.play().catch(() => undefined); // nothing is shown then
  }
}
