// Counts what the reports in .reports/ say and prints "N passed, N failed" as the last line.
// A run that failed without any failed test (an install or a build that broke) counts as one failure.
import { readFileSync } from 'node:fs';

const exitCode = Number(process.argv[2] ?? 0);

/** How each report counts; a report that is missing belongs to a step that was not reached. */
const reports = {
  'check.json': ({ passed, failed }) => [passed, failed],
  'vitest.json': (report) => {
    // A file that does not even load holds no failed test, but is a failed suite.
    const unloaded = report.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    return [report.numPassedTests, report.numFailedTests + unloaded.length];
  },
  'playwright.json': ({ stats, errors }) => [stats.expected + stats.flaky, stats.unexpected + errors.length],
};

let passed = 0;
let failed = 0;
for (const [name, count] of Object.entries(reports)) {
  let report;
  try {
    report = JSON.parse(readFileSync(`.reports/${name}`, 'utf8'));
  } catch {
    continue;
  }
  const [more, fewer] = count(report);
  passed += more;
  failed += fewer;
}
if (exitCode !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? exitCode || 1 : 0;
