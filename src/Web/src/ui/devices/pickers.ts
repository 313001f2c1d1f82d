import type { Devices, DeviceInfo, DeviceKind } from "@fchat/client";
import { formats, strings } from "../../strings";
import { el } from "../dom";
import { attempt } from "../notices";

const kinds = ["microphone", "camera", "speaker"] as const;

/** A choice for each kind of device; a change takes effect at once, in a call, too. */
export function devicePickers(devices: Devices, only: readonly DeviceKind[] = kinds): { element: HTMLElement; draw: () => void } {
  const pickers = only.map((kind) => picker(devices, kind));
  return {
    element: el("div", { class: "pickers" }, ...pickers.map(({ element }) => element)),
    draw: () => pickers.forEach(({ draw }) => draw()),
  };
}

const testIds: Readonly<Record<DeviceKind, string>> = { microphone: "pick-microphone", camera: "pick-camera", speaker: "pick-speaker" };

function picker(devices: Devices, kind: DeviceKind): { element: HTMLElement; draw: () => void } {
  const label = strings[kind];
  const select = el("select", { class: "input", testid: testIds[kind] });
  const hint = el("span", { class: "hint" });
  const element = el("label", { class: "field-label" }, label, select, hint);
  let shown = "";
  select.addEventListener("change", () => void attempt(() => devices.use(kind, select.value)).then(draw));

  function draw(): void {
    const { canChooseSpeaker, chosen, ...found } = devices.snapshot();
    const list = found[`${kind}s`];
    const fixed = kind === "speaker" && !canChooseSpeaker;
    hint.textContent = fixed ? strings.speakerHint : list.length === 0 ? strings.noDevices : "";
    select.hidden = fixed || list.length === 0;
    const key = JSON.stringify([list, chosen[kind]]);
    if (key === shown) return;
    shown = key;
    select.replaceChildren(...optionsOf(list, label));
    select.value = chosen[kind] ?? list[0]?.id ?? "";
  }

  draw();
  return { element, draw };
}

/** Browsers tell the names only after permission: before, devices are counted. */
function optionsOf(list: readonly DeviceInfo[], label: string): HTMLElement[] {
  return list.map(({ id, label: name }, i) => el("option", { attributes: { value: id } }, name || strings.deviceNumber(label, formats.number(i + 1))));
}
