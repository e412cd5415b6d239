import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/core/report/report.ts';
import { asArchive, asFolder } from '../support/corpus-forms.ts';
import { truthInReport } from '../support/compare-with-truth.ts';
import { fixtureNames, truthOf } from '../support/fixtures.ts';
import { expect, test } from './tallyman-page.ts';

const golden = (name: string): Report =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../golden/reports/${name}.json`, import.meta.url)), 'utf8')) as Report;

/** What both forms of a dump share; the golden report is that of the form in the corpus. */
const shared = (report: Report): unknown => ({
  dialect: report.dump.dialect,
  verdict: report.verdict,
  checked: report.checked,
  files: report.files.map(({ path, size, role, sha256, digestCheck }) => ({ path, size, role, sha256, digestCheck })),
  images: report.images,
  findings: report.findings.map(({ code, severity, path }) => ({ code, severity, path })),
});

// One page for all dumps of a form: that they can be opened one after the other without a reload is part of the test.
for (const form of ['folder', 'archive'] as const) {
  test(`every dump of the corpus, as ${form}: report equal to the truth and to the golden report`, async ({ app }) => {
    test.setTimeout(180_000);
    await app.start();
    for (const name of fixtureNames()) {
      await test.step(name, async () => {
        if (form === 'folder') await app.openFolder(asFolder(name));
        else await app.openArchive(asArchive(name));
        const expected = golden(name);
        await expect(app.page.getByTestId('dump-name')).toHaveAttribute(
          'title',
          new RegExp(`^${name.replace(/\.tar$/, '')}`),
        );
        await app.expectVerdict(expected.verdict);
        const { report } = await app.exportReport();
        expect(shared(report)).toEqual(shared(expected));
        const truth = truthInReport(report, truthOf(name));
        expect(truth.actual).toEqual(truth.expected);
      });
    }
  });
}
