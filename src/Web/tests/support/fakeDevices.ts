/** The machine's devices as a page is told of them. */
export interface FakeDevices extends EventTarget {
  readonly list: Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[];
  enumerateDevices(): Promise<Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[]>;
}

export function fakeDevices(getUserMedia: (wish: MediaStreamConstraints) => Promise<unknown>): FakeDevices {
  const list: FakeDevices["list"] = [];
  return Object.assign(new EventTarget(), { list, getUserMedia, enumerateDevices: () => Promise.resolve([...list]) });
}

export const device = (kind: MediaDeviceKind, deviceId: string, label = deviceId): FakeDevices["list"][number] => ({ kind, deviceId, label });
