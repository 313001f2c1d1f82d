import { Emitter, type Unsubscribe } from "../client/emitter";
import { deviceMemory } from "./deviceMemory";
import { changeOf, devicesFrom, inUse, type Chosen, type DeviceInfo, type DeviceKind } from "./devicePolicy";

export type { DeviceInfo, DeviceKind } from "./devicePolicy";

export interface DevicesSnapshot {
  readonly microphones: readonly DeviceInfo[];
  readonly cameras: readonly DeviceInfo[];
  readonly speakers: readonly DeviceInfo[];
  /** By device id; null: the browser's own choice. */
  readonly chosen: Chosen;
  /** Not every browser lets a page choose where sound goes. */
  readonly canChooseSpeaker: boolean;
}

/** The user's microphones, cameras and speakers, and which of them are used. */
export class Devices {
  readonly changes = new Emitter<void>();
  /** A device was plugged in that was not there before. */
  readonly added = new Emitter<DeviceInfo>();
  readonly #apply: (kind: "microphone" | "camera", id: string) => Promise<unknown>;
  readonly #sounding = new Set<HTMLMediaElement>();
  #found: readonly DeviceInfo[] = [];
  #asked = false;
  #chosen: Chosen = deviceMemory.recall();

  /** `apply` switches what is open now to another device. */
  constructor(apply: (kind: "microphone" | "camera", id: string) => Promise<unknown>) {
    this.#apply = apply;
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.refresh().catch((error: unknown) => reportError(error)));
  }

  get chosen(): Chosen {
    return this.#chosen;
  }

  snapshot(): DevicesSnapshot {
    const of = (kind: DeviceKind): DeviceInfo[] => this.#found.filter((device) => device.kind === kind);
    return {
      microphones: of("microphone"),
      cameras: of("camera"),
      speakers: of("speaker"),
      chosen: inUse(this.#chosen, this.#found),
      canChooseSpeaker: "setSinkId" in HTMLMediaElement.prototype,
    };
  }

  /** Looks what there is. Names come only once the user has allowed a device, so this is asked again then. */
  async refresh(): Promise<void> {
    const found = devicesFrom((await navigator.mediaDevices?.enumerateDevices()) ?? []);
    const { added, returned } = changeOf(this.#found, found, this.#chosen);
    const first = !this.#asked;
    this.#asked = true;
    this.#found = found;
    this.changes.emit();
    if (first) return;
    for (const device of added) this.added.emit(device);
    for (const kind of returned) await this.#switch(kind, this.#chosen[kind] ?? "");
  }

  /** Uses a device from now on, in a call that is under way, too. Throws {@link MediaRefused}; then the old one stays. */
  async use(kind: DeviceKind, id: string): Promise<void> {
    await this.#switch(kind, id);
    this.#chosen = { ...this.#chosen, [kind]: id };
    deviceMemory.keep(this.#chosen);
    this.changes.emit();
  }

  /** An element that makes sound: it goes to the chosen speaker, also when that is changed. Undo when it is gone. */
  attach(element: HTMLMediaElement): Unsubscribe {
    this.#sounding.add(element);
    const speaker = inUse(this.#chosen, this.#found).speaker;
    if (speaker !== null) void route(element, speaker).catch((error: unknown) => reportError(error));
    return () => this.#sounding.delete(element);
  }

  async #switch(kind: DeviceKind, id: string): Promise<void> {
    if (kind !== "speaker") await this.#apply(kind, id);
    else await Promise.all([...this.#sounding].map((element) => route(element, id)));
  }
}

async function route(element: HTMLMediaElement, speaker: string): Promise<void> {
  if ("setSinkId" in element) await element.setSinkId(speaker);
}
