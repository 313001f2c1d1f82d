// Builds what is packed into dist/: one ES module, its types, and the licence of the repository.
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "..", "..");
const dist = join(here, "dist");

rmSync(dist, { recursive: true, force: true });
await build({
  configFile: false,
  logLevel: "warn",
  root: here,
  build: {
    outDir: dist,
    target: "es2022",
    minify: false, // whoever bundles it does that; a stack trace that can be read is worth more
    lib: { entry: join(web, "src", "index.ts"), formats: ["es"], fileName: "index" },
    // One module: whoever bundles it divides it as they like.
    rolldownOptions: { external: ["@microsoft/signalr"], output: { codeSplitting: false } },
  },
});
const compiler = join(web, "node_modules", "typescript", "bin", "tsc");
execFileSync(process.execPath, [compiler, "-p", join(here, "tsconfig.json")], { stdio: "inherit" });
for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (name.endsWith(".d.ts")) nameFiles(join(dist, name));
}
copyFileSync(join(web, "..", "..", "LICENSE"), join(here, "LICENSE"));

/** Node's own resolution wants the whole name of a file, which the sources leave out. */
function nameFiles(path) {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/((?:from |import\()")(\.[^"]+)(")/g, "$1$2.js$3"));
}
