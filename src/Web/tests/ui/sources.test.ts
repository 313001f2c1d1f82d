import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const files = (folder: string, ending: string): { name: string; text: string }[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, text: readFileSync(`${folder}/${name}`, "utf8") }));

describe("no source of the page says anything to people by itself", () => {
  /** What code may spell out though it reads like words: it is for programs. */
  const forPrograms = [/\.(?:matches|closest|querySelector(?:All)?)(?:<\w+>)?\("[^"]*"\)/g, /\bimport\b[^;]*;|\bfrom "[^"]*"/g, /class: "[^"]*"/g, /throw new \w+\([^)]*\)|console\.\w+\([^)]*\)/g, /\/\*[\s\S]*?\*\/|\/\/.*$/gm, / d?: ?"M[^"]*"/g, /\w+: "M[\d. ][^"]*"/g];
  const literal = /"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;
  /** Two words, or one that begins like a sentence; words of the protocol and names of keys and events are spelled with capitals, too. */
  const sentence = /[A-Za-z]{2,}[.,:]? [A-Za-z]{2,}/;
  const capital = /^[A-Z][a-z]+/;
  const known = /^(Audio|Video|Joined|Reconnecting|Invited|Ringing|Rejected|Missed|Left|Removed|Cancelled|Connected|Ended|Initiated|Failed|Group|Direct|Online|Offline|Away|Busy|Escape|Enter|Tab|Home|End|Delete|Arrow(Left|Right|Up|Down)|NotAllowedError|SecurityError|Notification|px px|(block|inline)-.*)$/;
  /** Names of classes stand side by side, too. */
  const classes = new Set(files("src/ui/style", ".css").flatMap(({ text }) => [...text.matchAll(/\.([a-z][\w-]*)/g)].map((match) => match[1] ?? "")));
  const isClassList = (literal: string): boolean => literal.split(" ").every((word) => classes.has(word));

  function spoken(text: string): string[] {
    const code = forPrograms.reduce((rest, pattern) => rest.replace(pattern, ""), text);
    const literals = [...code.matchAll(literal)].map((match) => (match[1] ?? match[2] ?? "").replace(/\$\{[^}]*\}/g, ""));
    return literals.filter((l) => !known.test(l) && !isClassList(l) && (sentence.test(l) || capital.test(l)));
  }

  test.each(files("src/ui", ".ts"))("$name", ({ text }) => {
    expect(spoken(text)).toEqual([]);
  });

  test("and the check finds what it looks for", () => {
    expect(spoken('el("p", {}, "Hello there"); const title = "Save"; el("b", { class: "one two" }, `${n} people left`)')).toEqual(["Hello there", "Save", " people left"]);
    expect(spoken('import { a } from "./b"; throw new Error("The page lacks it."); if (key === "ArrowLeft") go("next-page");')).toEqual([]);
  });
});

test.each(["#call-ui-container", ".shell"])("%s keeps clear of what a phone has at its edges", (whole) => {
  const rules = files("src/ui/style", ".css").flatMap(({ text }) => [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = "", body = ""]) => ({ selector: selector.trim(), body })));
  const body = rules.filter(({ selector }) => selector === whole).map((rule) => rule.body).join();
  expect(["top", "bottom", "left", "right"].filter((side) => !body.includes(`env(safe-area-inset-${side})`))).toEqual([]);
});

describe("no style knows left from right: it works in scripts of either direction", () => {
  const physical = /(?:^|[\s;{-])(left|right|top|bottom)\s*:|-(left|right|top|bottom)-|(?:margin|padding|border|scroll-margin)-(?:left|right|top|bottom)|text-align:\s*(?:left|right)|float:\s*(?:left|right)/;
  const lopsided = /^\s*(?:margin|padding|inset|border-width|border-radius):\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+);/;

  function offences(css: string): string[] {
    const lines = css.replace(/\/\*[\s\S]*?\*\//g, "").split("\n");
    return lines.filter((line) => {
      const [, , second, , fourth] = lopsided.exec(line) ?? [];
      return physical.test(line) || second !== fourth;
    });
  }

  test.each(files("src/ui/style", ".css"))("$name", ({ text }) => {
    expect(offences(text)).toEqual([]);
  });

  test("and the check finds what it looks for", () => {
    expect(offences("a {\n  left: 0;\n  margin-right: 2px;\n  padding: 1px 2px 3px 4px;\n  border-top-left-radius: 3px;\n}")).toHaveLength(4);
    expect(offences("a {\n  inset-inline-start: 0;\n  padding: 1px 2px 3px 2px;\n  width: 4px;\n}")).toEqual([]);
  });
});
