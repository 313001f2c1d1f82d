import { strings } from "../../strings";
import { button, el } from "../dom";

/** https://wicg.github.io/document-picture-in-picture/; not in every browser, and not in TypeScript's library yet. */
interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

const shape = { width: 420, height: 340 };

/** Takes what is in `home` into a window that stays above all others, and back when that closes. */
export class SmallWindow {
  readonly #home: HTMLElement;
  readonly #moved: (page: Document) => void;
  readonly #away = el("div", { class: "away", testid: "in-small-window" }, el("p", {}, strings.inSmallWindow), button("close-small-window", strings.close, () => this.close(), "primary"));
  #window: Window | null = null;

  /** `moved`: it stands in this document now. */
  constructor(home: HTMLElement, moved: (page: Document) => void) {
    this.#home = home;
    this.#moved = moved;
  }

  /** Whether it is there and not at home. */
  get isOpen(): boolean {
    return this.#window !== null;
  }

  async flip(): Promise<void> {
    if (this.#window) return this.close();
    const api = (globalThis as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;
    if (!api) return;
    const opened = await api.requestWindow(shape);
    this.#window = opened;
    const place = dress(opened.document);
    place.append(...this.#home.childNodes);
    this.#home.append(this.#away);
    opened.addEventListener("pagehide", () => this.#bringBack(opened), { once: true });
    this.#moved(opened.document);
  }

  close(): void {
    const opened = this.#window;
    if (!opened) return;
    this.#bringBack(opened);
    opened.close();
  }

  #bringBack(from: Window): void {
    if (this.#window !== from) return; // is back already
    this.#window = null;
    this.#away.remove();
    this.#home.append(...(from.document.body.firstElementChild?.childNodes ?? []));
    this.#moved(document);
  }
}

/** The same language and the same style sheets, and a place for the call. */
function dress(page: Document): HTMLElement {
  const { lang, dir } = document.documentElement;
  Object.assign(page.documentElement, { lang, dir });
  page.title = document.title;
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) page.head.append(sheet.cloneNode(true));
  const place = el("main", { class: "small-window", attributes: { "aria-label": strings.call } });
  page.body.append(place);
  return place;
}
