import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";

const read = (path: string): string => readFileSync(path, "utf8");
const json = (path: string): Record<string, unknown> => JSON.parse(read(path)) as Record<string, unknown>;

describe("the package @fchat/client", () => {
  let packed: string[];

  beforeAll(() => {
    const told = execFileSync("npm", ["pack", "--dry-run", "--json", "--loglevel=error"], { cwd: "packages/client", encoding: "utf8" });
    const [first] = JSON.parse(told.slice(told.indexOf("["))) as { files: { path: string }[] }[];
    packed = first?.files.map((file) => file.path) ?? [];
  }, 120_000);

  test("holds one module, its types, the licence and the README, and nothing of the page", () => {
    const types = packed.filter((path) => path.endsWith(".d.ts"));
    expect(packed.filter((path) => !types.includes(path)).sort()).toEqual(["LICENSE", "README.md", "dist/index.js", "package.json"]);
    expect(types).toContain("dist/index.d.ts");
    expect(types.filter((path) => /^dist\/(ui|main|strings|diagnostics)/.test(path))).toEqual([]);
  });

  test("names every file that its types refer to", () => {
    const types = packed.filter((path) => path.endsWith(".d.ts"));
    const missing = types.flatMap((path) => {
      const targets = [...read(`packages/client/${path}`).matchAll(/(?:from |import\()"(\.[^"]+)"/g)].map((match) => match[1] ?? "");
      return targets.filter((to) => !types.includes(new URL(to, `file:///${path}`).pathname.slice(1).replace(/\.js$/, ".d.ts")));
    });
    expect(missing).toEqual([]);
  });

  test("loads without a page", async () => {
    const path = new URL("../../packages/client/dist/index.js", import.meta.url).pathname;
    const face = execFileSync(process.execPath, ["--input-type=module", "-e", `console.log(Object.keys(await import(${JSON.stringify(path)})).join())`], { encoding: "utf8" });
    for (const name of ["CallDesk", "chatWebRtc", "connect", "MediaRefused", "Refusal", "tokensFrom"]) expect(face.trim().split(",")).toContain(name);
  });
});

test("its example is the one of the README, and ten lines", () => {
  const example = read("packages/client/example.ts");
  expect(read("packages/client/README.md")).toContain(`\`\`\`ts\n${example}\`\`\``);
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(10);
});

test("it needs what the page needs, in the same version", () => {
  expect(json("packages/client/package.json")["dependencies"]).toEqual(json("package.json")["dependencies"]);
  expect(json("packages/client/package.json")["version"]).toBe(json("package.json")["version"]);
});
