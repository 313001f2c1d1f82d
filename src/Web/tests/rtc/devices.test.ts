// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { changeOf, devicesFrom, inUse, nothingChosen, type DeviceInfo } from "../../src/rtc/devicePolicy";
import { Devices } from "../../src/rtc/devices";
import { MediaRefused } from "../../src/rtc/mediaProblem";
import { device } from "../support/fakeDevices";
import { settle } from "../support/fakeHub";
import { useMachine, type FakeMachine } from "../support/fakeMachine";

const mic = (id: string): DeviceInfo => ({ id, kind: "microphone", label: id });

describe("the policy of choice", () => {
  test("lists what can be chosen: before permission devices have no id", () => {
    const found = [device("audioinput", "", ""), device("audioinput", "a"), device("audiooutput", "b"), device("videoinput", "c")];
    expect(devicesFrom(found).map((d) => `${d.kind} ${d.id}`)).toEqual(["microphone a", "speaker b", "camera c"]);
  });

  test("tells what is new, and goes back to a chosen device that returns", () => {
    const chosen = { ...nothingChosen, microphone: "headset" };
    expect(changeOf([mic("a")], [mic("a"), mic("headset")], chosen)).toEqual({ added: [mic("headset")], returned: ["microphone"] });
    expect(changeOf([mic("a")], [mic("a"), mic("other")], chosen)).toEqual({ added: [mic("other")], returned: [] });
    expect(changeOf([mic("headset")], [mic("headset")], chosen)).toEqual({ added: [], returned: [] });
  });

  test("keeps apart a microphone and a speaker of the same id", () => {
    const speaker: DeviceInfo = { id: "default", kind: "speaker", label: "" };
    expect(changeOf([mic("default")], [mic("default"), speaker], nothingChosen).added).toEqual([speaker]);
    expect(inUse({ ...nothingChosen, speaker: "default" }, [mic("default")]).speaker).toBeNull();
  });
});

describe("the user's devices", () => {
  let machine: FakeMachine;
  let applied: string[];
  let refusal: MediaRefused | null;
  let devices: Devices;

  const make = (): Devices =>
    new Devices((kind, id) => {
      if (refusal) return Promise.reject(refusal);
      applied.push(`${kind} ${id}`);
      return Promise.resolve();
    });

  beforeEach(async () => {
    localStorage.clear();
    machine = useMachine();
    machine.devices.list.push(device("audioinput", "built-in"), device("videoinput", "cam"), device("audiooutput", "speakers"));
    applied = [];
    refusal = null;
    devices = make();
    await devices.refresh();
  });

  const plug = async (...list: ReturnType<typeof device>[]): Promise<void> => {
    machine.devices.list.push(...list);
    machine.devices.dispatchEvent(new Event("devicechange"));
    await settle();
  };

  test("are listed by kind, and the browser chooses until the user does", () => {
    expect(devices.snapshot()).toMatchObject({
      microphones: [{ id: "built-in" }], cameras: [{ id: "cam" }], speakers: [{ id: "speakers" }], chosen: nothingChosen,
    });
  });

  test("are used as chosen, on this machine from now on", async () => {
    await devices.use("microphone", "built-in");
    expect(applied).toEqual(["microphone built-in"]);
    expect(make().chosen.microphone).toBe("built-in");
  });

  test("are as before when the chosen one cannot be had", async () => {
    refusal = new MediaRefused("busy", "camera");
    await expect(devices.use("camera", "cam")).rejects.toBe(refusal);
    expect([devices.chosen.camera, make().chosen.camera]).toEqual([null, null]);
  });

  test("are news when one is plugged in, and not when the page first looks", async () => {
    const added: string[] = [];
    devices.added.on(({ id }) => added.push(id));
    await plug(device("audioinput", "headset"));
    expect(added).toEqual(["headset"]);
    expect(applied).toEqual([]);
  });

  test("that were chosen are used again when they come back", async () => {
    localStorage.setItem("fchat.devices", JSON.stringify({ microphone: "headset" }));
    devices = make();
    await devices.refresh();
    expect(devices.snapshot().chosen.microphone).toBeNull();
    await plug(device("audioinput", "headset"));
    expect(applied).toEqual(["microphone headset"]);
    expect(devices.snapshot().chosen.microphone).toBe("headset");
  });

  test("make sound where the user wants it, also in elements that come later", async () => {
    const heard: string[] = [];
    const element = (name: string): HTMLMediaElement => {
      const made = document.createElement("audio");
      return Object.assign(made, { setSinkId: vi.fn((id: string) => Promise.resolve(void heard.push(`${name} ${id}`))) });
    };
    const detach = devices.attach(element("first"));
    expect(heard).toEqual([]);
    await devices.use("speaker", "speakers");
    devices.attach(element("second"));
    detach();
    await devices.use("speaker", "speakers");
    expect(heard).toEqual(["first speakers", "second speakers", "second speakers"]);
  });

  test("do not exist on an insecure page, which is no error here", async () => {
    vi.stubGlobal("navigator", {});
    devices = make();
    await devices.refresh();
    expect(devices.snapshot()).toMatchObject({ microphones: [], cameras: [], speakers: [] });
  });
});
