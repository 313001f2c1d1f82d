export type DeviceKind = "microphone" | "camera" | "speaker";

/** One device of the user's machine. `label` is empty as long as the browser may not tell it (before permission). */
export interface DeviceInfo {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly label: string;
}

/** The user's choice by device id; null: whatever the browser takes. */
export type Chosen = Readonly<Record<DeviceKind, string | null>>;

export const nothingChosen: Chosen = { microphone: null, camera: null, speaker: null };

const kinds: Record<MediaDeviceKind, DeviceKind> = { audioinput: "microphone", videoinput: "camera", audiooutput: "speaker" };

/** The devices that can be chosen. Before permission browsers list one of each kind without an id, which cannot. */
export function devicesFrom(found: readonly Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[]): DeviceInfo[] {
  return found.filter((d) => d.deviceId !== "").map((d) => ({ id: d.deviceId, kind: kinds[d.kind], label: d.label }));
}

/** What a change of the machine's devices means. */
export interface DeviceChange {
  /** New on the machine. */
  readonly added: readonly DeviceInfo[];
  /** Kinds whose chosen device was away and is back: it is used again. */
  readonly returned: readonly DeviceKind[];
}

export function changeOf(before: readonly DeviceInfo[], after: readonly DeviceInfo[], chosen: Chosen): DeviceChange {
  const known = new Set(before.map(keyOf));
  const added = after.filter((device) => !known.has(keyOf(device)));
  return { added, returned: added.filter((d) => chosen[d.kind] === d.id).map((d) => d.kind) };
}

/** The choice that counts now: a device that is not there is not in use, though it stays chosen. */
export function inUse(chosen: Chosen, devices: readonly DeviceInfo[]): Chosen {
  const there = (kind: DeviceKind): string | null =>
    devices.some((d) => d.kind === kind && d.id === chosen[kind]) ? chosen[kind] : null;
  return { microphone: there("microphone"), camera: there("camera"), speaker: there("speaker") };
}

function keyOf({ kind, id }: DeviceInfo): string {
  return `${kind} ${id}`;
}
