/** A voice by the loudness of its sound, looked at many times a second. */
export interface Voice {
  readonly isSpeaking: boolean;
  /** Milliseconds of sound in the present stretch of it; small gaps between words do not end a stretch. */
  readonly loudMs: number;
  /** When it was loud last, and when it was looked at; null before. */
  readonly lastLoudMs: number | null;
  readonly atMs: number | null;
  /** When it began to speak; null while it does not. */
  readonly sinceMs: number | null;
}

export const silent: Voice = { isSpeaking: false, loudMs: 0, lastLoudMs: null, atMs: null, sinceMs: null };

const gapMs = 400;
const onMs = 300;
const offMs = 1_500;
/** A look that comes later than this (a hidden tab) has not seen what was between. */
const lookMs = 250;

/** A cough or a click is no speech, and a breath does not end it: on after 0.3 s of sound, off after 1.5 s without. */
export function hear(voice: Voice, isLoud: boolean, nowMs: number): Voice {
  const quietMs = voice.lastLoudMs === null ? Infinity : nowMs - voice.lastLoudMs;
  const passedMs = Math.min(voice.atMs === null ? 0 : nowMs - voice.atMs, lookMs);
  const stretchMs = quietMs > gapMs ? 0 : voice.loudMs;
  const loudMs = isLoud ? stretchMs + passedMs : stretchMs;
  const isSpeaking = voice.isSpeaking ? isLoud || quietMs < offMs : isLoud && loudMs >= onMs;
  return {
    isSpeaking,
    loudMs,
    lastLoudMs: isLoud ? nowMs : voice.lastLoudMs,
    atMs: nowMs,
    sinceMs: isSpeaking ? (voice.sinceMs ?? nowMs) : null,
  };
}

/**
 * Who is shown large: whoever speaks keeps it until they have stopped and somebody else speaks; of several, who has
 * spoken longest. `previous` counts only while it is among `voices`.
 */
export function activeSpeaker(previous: string | null, voices: ReadonlyMap<string, Voice>): string | null {
  const kept = previous !== null && voices.has(previous) ? previous : null;
  if (kept !== null && voices.get(kept)?.isSpeaking) return kept;
  const speaking = [...voices].filter(([, voice]) => voice.isSpeaking);
  const [first] = speaking.sort(([, a], [, b]) => (a.sinceMs ?? 0) - (b.sinceMs ?? 0));
  return first?.[0] ?? kept;
}
