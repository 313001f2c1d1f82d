import { vi } from "vitest";
import { fakeDevices, type FakeDevices } from "./fakeDevices";
import { FakeStream, FakeTrack } from "./fakePeerConnection";

/** A machine's devices: what a page has asked for, what it got, and what goes wrong from now on. */
export interface FakeMachine {
  readonly devices: FakeDevices;
  readonly asked: MediaStreamConstraints[];
  readonly made: FakeTrack[];
  readonly failures: { audio: DOMException | null; video: DOMException | null; screen: DOMException | null };
}

/** From now on the page runs on this machine, on a secure page. */
export function useMachine(): FakeMachine {
  const asked: MediaStreamConstraints[] = [];
  const made: FakeTrack[] = [];
  const failures: FakeMachine["failures"] = { audio: null, video: null, screen: null };

  function give(kinds: readonly ("audio" | "video")[], failure: DOMException | null): Promise<FakeStream> {
    if (failure) return Promise.reject(failure);
    const tracks = kinds.map((kind) => new FakeTrack(kind));
    made.push(...tracks);
    return Promise.resolve(new FakeStream(tracks));
  }

  const devices = fakeDevices((wish) => {
    asked.push(wish);
    const kinds = (["audio", "video"] as const).filter((kind) => wish[kind]);
    return give(kinds, kinds.map((kind) => failures[kind]).find((failure) => failure !== null) ?? null);
  });
  const getDisplayMedia = (): Promise<FakeStream> => give(["video"], failures.screen);
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("navigator", { mediaDevices: Object.assign(devices, { getDisplayMedia }) });
  return { devices, asked, made, failures };
}
