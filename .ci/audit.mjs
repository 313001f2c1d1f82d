// Reads what `dotnet list package --vulnerable --format json` or `npm audit --json` said, prints each known hole of high or critical severity, and in the last line their number;
// "unanswered" where the feed tells nothing of vulnerabilities.
import { readFileSync } from "node:fs";

const grave = new Set(["high", "critical"]);

/** Holes in a report of NuGet's packages as { name, severity, url }. */
function ofDotnet(report) {
  const frameworks = report.projects.flatMap((project) => project.frameworks ?? []);
  const packages = frameworks.flatMap((framework) => [...(framework.topLevelPackages ?? []), ...(framework.transitivePackages ?? [])]);
  return packages.flatMap((found) =>
    (found.vulnerabilities ?? []).map((hole) => ({ name: `${found.id} ${found.resolvedVersion}`, severity: hole.severity, url: hole.advisoryurl })),
  );
}

/** Holes in a report of npm's packages. A package that only depends on a vulnerable one names it in place of an advisory. */
function ofNpm(report) {
  return Object.values(report.vulnerabilities).flatMap((found) =>
    found.via.filter((via) => typeof via === "object").map((via) => ({ name: `${via.name} ${via.range}`, severity: via.severity, url: via.url })),
  );
}

/** Null where nobody answered. */
function holesIn(text) {
  try {
    const report = JSON.parse(text);
    return report.projects ? ofDotnet(report) : report.vulnerabilities ? ofNpm(report) : null;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

const holes = holesIn(readFileSync(process.argv[2], "utf8"));
const lines = new Set(
  (holes ?? []).filter((hole) => grave.has(hole.severity.toLowerCase())).map((hole) => `FAILED ${hole.name}: ${hole.severity.toLowerCase()}, ${hole.url}`),
);
for (const line of lines) {
  console.log(line);
}
console.log(holes === null ? "unanswered" : lines.size);
