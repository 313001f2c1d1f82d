import type { Devices } from "@fchat/client";
import { strings } from "../../strings";
import { button } from "../dom";
import { icon } from "../icons";
import { attempt } from "../notices";

const notes = [523.25, 659.25, 783.99];
const noteSeconds = 0.25;

/** Plays three notes on the chosen speaker: through an element, because only elements can be sent to one. */
export function speakerTest(devices: Devices): HTMLElement {
  const element = button("test-speaker", strings.testSpeaker, () => void attempt(() => play(devices)));
  element.prepend(icon("speaker"));
  return element;
}

async function play(devices: Devices): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const sound = new Audio();
  sound.srcObject = out.stream;
  const detach = devices.attach(sound);
  notes.forEach((frequency, i) => {
    const start = context.currentTime + i * noteSeconds;
    const tone = new OscillatorNode(context, { frequency });
    const volume = new GainNode(context, { gain: 0.2 });
    volume.gain.exponentialRampToValueAtTime(0.001, start + noteSeconds);
    tone.connect(volume).connect(out);
    tone.start(start);
    tone.stop(start + noteSeconds);
    if (i === notes.length - 1) tone.addEventListener("ended", () => void over());
  });
  const over = async (): Promise<void> => {
    detach();
    sound.srcObject = null;
    await context.close();
  };
  await sound.play();
}
