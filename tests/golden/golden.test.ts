import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { serialiseReport } from '../../src/core/report/build-report.ts';
import type { Report } from '../../src/core/report/report.ts';
import { asArchive, asFolder } from '../support/corpus-forms.ts';
import { truthInReport } from '../support/compare-with-truth.ts';
import { fixtureNames, truthOf } from '../support/fixtures.ts';
import { archiveInput, fixtureInput, folderInput, reportOf } from '../support/report-of.ts';

const goldenPath = (name: string): string => fileURLToPath(new URL(`./reports/${name}.json`, import.meta.url));

/** What is the same in both forms of a dump: all but the container, its name, and what only an archive can have. */
export const comparable = (report: Report): unknown => ({
  dialect: report.dump.dialect,
  verdict: report.verdict,
  checked: report.checked,
  files: report.files.map(({ path, size, role, sha256, digestCheck }) => ({ path, size, role, sha256, digestCheck })),
  images: report.images,
  findings: report.findings.map(({ code, severity, path }) => ({ code, severity, path })),
});

test('the corpus is there', () => expect(fixtureNames()).toHaveLength(36));

describe.each(fixtureNames())('%s', (name) => {
  test('gives exactly the report written down for it, and the truth computed apart from us', async () => {
    const report = await reportOf(await fixtureInput(name));
    const { expected, actual } = truthInReport(report, truthOf(name));
    expect(actual).toEqual(expected);
    const text = serialiseReport({
      ...report,
      generator: { name: 'tallyman', version: 'golden' },
      took: { wallMs: 0, bytesRead: 0 },
    });
    if (process.env['GOLDEN_WRITE'] === '1') writeFileSync(goldenPath(name), text);
    expect(existsSync(goldenPath(name)), 'a missing golden report is a failure').toBe(true);
    expect(text).toBe(readFileSync(goldenPath(name), 'utf8'));
  });

  test('says the same as a folder and as an archive', async () => {
    const folder = await reportOf(folderInput(asFolder(name)));
    const archive = await reportOf(await archiveInput(asArchive(name)));
    expect(comparable(archive)).toEqual(comparable(folder));
  });
});
