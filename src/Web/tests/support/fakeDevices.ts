/** The machine's devices as a page is told of them. */
export interface FakeDevices extends EventTarget {
  list: Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[];
  enumerateDevices(): Promise<Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[]>;
}

export function fakeDevices(getUserMedia: (wish: MediaStreamConstraints) => Promise<unknown>): FakeDevices {
  const devices = { list: [], getUserMedia, enumerateDevices: () => Promise.resolve(devices.list) };
  return Object.assign(new EventTarget(), devices) as unknown as FakeDevices;
}

export const device = (kind: MediaDeviceKind, deviceId: string, label = deviceId): FakeDevices["list"][number] => ({ kind, deviceId, label });
