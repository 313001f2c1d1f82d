import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What is the page's own; all the rest under src is the client. */
const page = /^(ui\/|main\.ts|diagnostics\.ts|strings)/;
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, imports: importsOf(readFileSync(`src/${name}`, "utf8")) }));

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from |import |import\()"([^"]+)"/g)].map((match) => match[1] ?? "");
}

/** Where a relative import leads, from src. */
function target(from: string, path: string): string {
  return new URL(path, `file:///${from}`).pathname.slice(1);
}

test("the page sees the client by its public face only", () => {
  const inside = sources
    .filter(({ name }) => page.test(name))
    .flatMap(({ name, imports }) => imports.filter((i) => i.startsWith(".") && !page.test(`${target(name, i)}.ts`)).map((i) => `${name}: ${i}`));
  expect(inside.filter((line) => !line.endsWith(".css"))).toEqual([]);
});

test("the client knows nothing of the page, and does not call itself by its name", () => {
  const outside = sources
    .filter(({ name }) => !page.test(name))
    .flatMap(({ name, imports }) => imports.filter((i) => i.startsWith("@fchat") || page.test(`${target(name, i)}.ts`)).map((i) => `${name}: ${i}`));
  expect(outside).toEqual([]);
});

test("the rules see imports where there are some", () => {
  expect(sources.filter(({ name, imports }) => page.test(name) && imports.includes("@fchat/client")).length).toBeGreaterThan(5);
  expect(existsSync("src/index.ts")).toBe(true);
});
