const everyMs = 2_500;
const notes = [
  { hertz: 659, at: 0 },
  { hertz: 523, at: 0.22 },
];

/** Two soft notes, again and again, or once for somebody who is in a call. A browser that wants a gesture first stays silent. */
export class RingTone {
  #audio: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  set(ringing: "silent" | "once" | "on"): void {
    clearInterval(this.#timer);
    if (ringing === "silent") {
      void this.#audio?.close();
      this.#audio = null;
      return;
    }
    this.#audio ??= new AudioContext();
    this.#play();
    if (ringing === "on") this.#timer = setInterval(() => this.#play(), everyMs);
  }

  #play(): void {
    const audio = this.#audio;
    if (audio?.state !== "running") return;
    for (const { hertz, at } of notes) {
      const start = audio.currentTime + at;
      const tone = new OscillatorNode(audio, { frequency: hertz });
      const volume = new GainNode(audio, { gain: 0.08 });
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.4);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.4);
    }
  }
}
