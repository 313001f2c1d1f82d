import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const readme = readFileSync("README.md", "utf8");
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(`src/${name}`, "utf8") }));

/** The ids that the code puts on elements, in each of the ways it has. */
function testIds(): Set<string> {
  const ways = [/testid: "([\w-]+)"/g, /(?<!\.)\b(?:button|iconButton|input|toggle|checkbox|opener|qualityBars)\("([\w-]+)"/g, /data-testid="([\w-]+)"/g];
  const texts = [...sources.map((s) => s.text), readFileSync("index.html", "utf8")];
  return new Set(texts.flatMap((text) => ways.flatMap((way) => [...text.matchAll(way)].map((match) => match[1] ?? ""))));
}

test("every test id of the page is listed in the README", () => {
  const ids = [...testIds()];
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => !readme.includes(`\`${id}\``))).toEqual([]);
});

test("no source writes markup", () => {
  const writing = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/;
  expect(sources.filter(({ text }) => writing.test(text)).map(({ name }) => name)).toEqual([]);
});

test("the protocol knows nobody, and devices and pairs know nothing of the page or the service", () => {
  /** What a folder's sources import from outside of it, by path from src. */
  const imports = (folder: string): string[] =>
    sources
      .filter(({ name }) => name.startsWith(folder))
      .flatMap(({ name, text }) => [...text.matchAll(/(?:from |import\()"(\.[^"]+)"/g)].map((m) => new URL(m[1] ?? "", `file:///${name}`).pathname.slice(1)))
      .filter((path) => !path.startsWith(folder));
  expect(imports("protocol/")).toEqual([]);
  expect(imports("client/").filter((i) => !i.startsWith("protocol/"))).toEqual([]);
  expect(imports("rtc/").filter((i) => !i.startsWith("protocol/") && i !== "client/emitter")).toEqual([]);
  expect(imports("call/").filter((i) => i.startsWith("ui/"))).toEqual([]);
  expect(imports("rtc/").length).toBeGreaterThan(5);
});
