import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { de } from "../../src/strings/de";
import { en } from "../../src/strings/en";
import { bestLanguage, directionOf, languages } from "../../src/strings";

type Table = Record<string, unknown>;

/** Every path of a table with what stands there, functions called with something of each kind. */
function leaves(table: Table, path = ""): [string, unknown][] {
  return Object.entries(table).flatMap(([key, value]) =>
    value !== null && typeof value === "object" ? leaves(value as Table, `${path}${key}.`) : [[`${path}${key}`, value] as [string, unknown]],
  );
}

/** English says the same in German where the word is the same, or a name. */
const sameInBoth = /^(brand|signInUserHint|linkStatus\.connected|chatStatus\.(Online|Offline)|chat|keyOf\.(escape|question)|quality\.unknown|peerPhase\.connected|messageFrom|milliseconds|pixels|deviceNumber|roomOf)$/;

describe("the string tables", () => {
  test("have the same keys, of the same kind", () => {
    const shape = (table: Table): string[] => leaves(table).map(([path, value]) => `${path}: ${typeof value}`).sort();
    expect(shape(de)).toEqual(shape(en));
  });

  test("say something else in German than in English, names and international words apart", () => {
    const english = new Map(leaves(en));
    const same = leaves(de).filter(([path, value]) => typeof value === "string" && value === english.get(path) && !sameInBoth.test(path));
    expect(same).toEqual([]);
  });

  test.each([
    [0, "0 people in the call", "0 Personen im Gespräch"],
    [1, "1 person in the call", "1 Person im Gespräch"],
    [1234, "1,234 people in the call", "1.234 Personen im Gespräch"],
  ])("count %i by the language's own plural and number", (count, english, german) => {
    expect(en.inCallCount(count)).toBe(english);
    expect(de.inCallCount(count)).toBe(german);
  });

  test("name few people and count many", () => {
    expect(en.joinedThem(["Ann"])).toBe("Ann joined");
    expect(en.joinedThem(["Ann", "Bob", "Cy"])).toBe("Ann, Bob, and Cy joined");
    expect(en.joinedThem(["a", "b", "c", "d"])).toBe("4 people joined");
    expect(de.leftThem(["Ann", "Bob"])).toBe("Gegangen: Ann und Bob");
  });

  test("say nothing that the page never says", () => {
    const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !/^strings.(en|de)/.test(name));
    const code = sources.map((name) => readFileSync(`src/${name}`, "utf8")).join("\n");
    const byKind = ["microphone", "camera", "speaker"]; // strings[kind]
    const used = (key: string): boolean => new RegExp(`(strings|table)\\.${key}\\b`).test(code) || byKind.includes(key);
    expect(Object.keys(en).filter((key) => !used(key))).toEqual([]);
  });

  test("are offered by their own names", () => {
    expect(languages).toEqual([{ tag: "en", name: "English" }, { tag: "de", name: "Deutsch" }]);
  });
});

describe("the language", () => {
  test.each([
    [["de-AT", "en"], "de"],
    [["fr-FR", "de", "en"], "de"],
    [["EN-gb"], "en"],
    [["fr"], "en"],
    [[null, undefined, "", "constructor"], "en"],
    [[], "en"],
  ])("for the wishes %j is %s", (wishes, best) => {
    expect(bestLanguage(wishes)).toBe(best);
  });

  test.each([["en", "ltr"], ["de", "ltr"], ["ar", "rtl"], ["he-IL", "rtl"], ["are", "ltr"]])("%s is written %s", (tag, direction) => {
    expect(directionOf(tag)).toBe(direction);
  });
});
