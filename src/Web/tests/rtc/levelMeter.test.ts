import { expect, test } from "vitest";
import { loudnessOf, meterFor } from "../../src/rtc/levelMeter";
import { FakeTrack } from "../support/fakePeerConnection";

test.each([
  [0, 0],
  [0.001, 0],
  [0.01, 0.44],
  [0.1, 0.89],
  [0.5, 1],
  [1, 1],
])("a root mean square of %d is as loud as %d", (rms, loudness) => {
  expect(loudnessOf(rms)).toBeCloseTo(loudness, 2);
});

test("there is no meter without a microphone, or where sound cannot be analysed", () => {
  expect(meterFor(null)).toBeNull();
  expect(meterFor(new FakeTrack("audio") as unknown as MediaStreamTrack)).toBeNull();
});
