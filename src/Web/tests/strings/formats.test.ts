import { expect, test } from "vitest";
import { formatsOf } from "../../src/strings/formats";

const en = formatsOf("en");
const de = formatsOf("de");
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

test.each([
  [-5, "0:00"],
  [0, "0:00"],
  [59 * second + 999, "0:59"],
  [4 * minute + 5 * second, "4:05"],
  [59 * minute + 59 * second, "59:59"],
  [hour + 2 * minute + 3 * second, "1:02:03"],
  [25 * hour, "25:00:00"],
])("%i ms on a clock is %s", (ms, clock) => {
  expect(en.clock(ms)).toBe(clock);
});

test.each([
  [0, "0 seconds", "0 Sekunden"],
  [second, "1 second", "1 Sekunde"],
  [hour + 2 * minute, "1 hour, 2 minutes", "1 Stunde, 2 Minuten"],
  [hour + 5 * second, "1 hour, 5 seconds", "1 Stunde, 5 Sekunden"],
])("%i ms in a sentence is %s", (ms, english, german) => {
  expect(en.duration(ms)).toBe(english);
  expect(de.duration(ms).replace(" und ", ", ")).toBe(german);
});

test("shares are percentages", () => {
  expect(en.percent(0.025)).toBe("2.5%");
  expect(de.percent(0.025).replace(/\s/, " ")).toBe("2,5 %");
});

test("a clock of a language with digits of its own has them", () => {
  expect(formatsOf("ar-EG").clock(65 * second)).toBe("١:٠٥");
});
