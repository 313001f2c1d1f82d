/** Below this a microphone is taken for silent, above the other for as loud as it gets: decibels of full scale. */
const floorDb = -60;
const ceilingDb = -15;

/** How loud a sound is, from its root mean square (0 to 1): 0 for silence, 1 for a loud voice. */
export function loudnessOf(rootMeanSquare: number): number {
  const decibels = 20 * Math.log10(Math.max(rootMeanSquare, 1e-6));
  return Math.min(1, Math.max(0, (decibels - floorDb) / (ceilingDb - floorDb)));
}

/**
 * Measures a microphone, also while it is muted: the meter listens to a track of its own, which stays enabled and goes
 * nowhere. It keeps the device open until it is closed.
 */
export class LevelMeter {
  readonly #context = new AudioContext();
  readonly #track: MediaStreamTrack;
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(track: MediaStreamTrack) {
    this.#track = track.clone();
    this.#track.enabled = true;
    this.#analyser = new AnalyserNode(this.#context, { fftSize: 1024 });
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(new MediaStream([this.#track])).connect(this.#analyser);
  }

  /** 0 to 1, of the last 20 ms. A page that the user has not touched may not listen yet: 0. */
  level(): number {
    if (this.#context.state === "suspended") void this.#context.resume();
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const squares = this.#samples.reduce((sum, sample) => sum + sample * sample, 0);
    return loudnessOf(Math.sqrt(squares / this.#samples.length));
  }

  close(): void {
    this.#track.stop();
    void this.#context.close();
  }
}

/** Null where sound cannot be analysed. */
export function meterFor(track: MediaStreamTrack | null): LevelMeter | null {
  return track?.readyState === "live" && typeof AnalyserNode !== "undefined" ? new LevelMeter(track) : null;
}
