import { describe, expect, test } from "vitest";
import { activeSpeaker, hear, silent, type Voice } from "../../src/rtc/voice";

/** `#` loud, `.` quiet, a tenth of a second each. */
function listen(sound: string, start: Voice = silent, fromMs = 0): Voice {
  return [...sound].reduce((voice, look, i) => hear(voice, look === "#", fromMs + i * 100), start);
}

describe("a voice", () => {
  test.each([
    ["a click", "..#....", false],
    ["two tenths of a second", "..##", false],
    ["a word", "..####", true],
    ["syllables", "..##..##..", true],
    ["clicks", "#.....#.....#.....#", false],
    ["a breath between words", "..#####..........", true],
    ["a stop", "..#####.................", false],
    ["silence", ".........", false],
  ])("%s", (_, sound, isSpeaking) => {
    expect(listen(sound).isSpeaking).toBe(isSpeaking);
  });

  test("starts anew after a stop", () => {
    const stopped = listen("..#####.................");
    expect(listen("#", stopped, 2_400).isSpeaking).toBe(false);
    expect(listen("####", stopped, 2_400).isSpeaking).toBe(true);
  });

  test("that is looked at seldom is not taken for loud all the time between", () => {
    const late = [0, 1_000].reduce((voice, atMs) => hear(voice, true, atMs), silent);
    expect(late.isSpeaking).toBe(false);
  });
});

describe("the active speaker", () => {
  const speaks = (sinceMs: number): Voice => ({ ...silent, isSpeaking: true, sinceMs });
  const of = (voices: Record<string, Voice>, previous: string | null = null): string | null => activeSpeaker(previous, new Map(Object.entries(voices)));

  test("is nobody before somebody speaks", () => {
    expect(of({ bob: silent })).toBeNull();
  });

  test("is whoever has spoken longest", () => {
    expect(of({ bob: speaks(20), carol: speaks(10) })).toBe("carol");
  });

  test("keeps the place while speaking, and afterwards until somebody else does", () => {
    expect(of({ bob: speaks(20), carol: speaks(10) }, "bob")).toBe("bob");
    expect(of({ bob: silent, carol: silent }, "bob")).toBe("bob");
    expect(of({ bob: silent, carol: speaks(10) }, "bob")).toBe("carol");
  });

  test("who has left is it no more", () => {
    expect(of({ carol: silent }, "bob")).toBeNull();
  });
});
