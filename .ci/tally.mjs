// Reads one test report (CTRF from xunit, or vitest's own JSON), prints each failure, and in the last line: passed failed skipped.
import { readFileSync } from "node:fs";

const longestMessage = 40;

/** A report's tests as { name, status, text }, with status passed, failed or skipped. */
function testsOf(report) {
  if (report.testResults) {
    return report.testResults.flatMap((file) => [
      ...(file.assertionResults.length === 0 && file.status === "failed" ? [entry(file.name, "failed", file.message)] : []),
      ...file.assertionResults.map((test) => entry(test.fullName, test.status, test.failureMessages?.join("\n"))),
    ]);
  }
  return report.results.tests.map((test) => entry(test.name, test.status, [test.message, test.trace].filter(Boolean).join("\n")));
}

function entry(name, status, text) {
  const plain = status === "passed" || status === "failed" ? status : "skipped";
  return { name, status: plain, text: text ?? "" };
}

const tests = testsOf(JSON.parse(readFileSync(process.argv[2], "utf8")));
const count = (status) => tests.filter((test) => test.status === status).length;
for (const test of tests.filter((candidate) => candidate.status === "failed")) {
  console.log(`FAILED ${test.name}`);
  console.log(test.text.split("\n").slice(0, longestMessage).map((line) => `    ${line}`).join("\n"));
}
console.log(`${count("passed")} ${count("failed")} ${count("skipped")}`);
