import { checkDump } from '../check/check-dump.ts';
import { CheckedDump, type CheckInput } from '../check/checked-dump.ts';
import { countChecked } from './count-checked.ts';
import { judge, type ReportPhase } from './judge.ts';
import { reportFiles } from './report-files.ts';
import { reportFindings } from './report-findings.ts';
import { reportImages, type ReportImageSummary } from './report-images.ts';
import type { Report } from './report.ts';

export interface ReportInput extends CheckInput {
  readonly phase: ReportPhase;
  /** In the order of `model.images`; null while an image's layers have not been read. */
  readonly images: readonly ReportImageSummary[];
  readonly took: Report['took'];
  /** A report that was built from the same checks: what follows from them alone is taken from it. */
  readonly before?: Pick<Report, 'files' | 'findings' | 'checked'> | null | undefined;
  /** Of Tallyman. */
  readonly version: string;
}

/**
 * Everything found out so far as a report of format `tallyman-report/1`. Deterministic: two runs over one dump differ in
 * `generator` and `took` only. Reads no bytes; may be called at any time while files are still being read.
 */
export function buildReport(input: ReportInput): Report {
  const { model, phase, images, took, version } = input;
  const dump = new CheckedDump(input);
  const { files, findings, checked } = input.before ?? {
    findings: reportFindings(checkDump(dump)),
    checked: countChecked(dump),
    files: reportFiles(dump),
  };
  return {
    format: 'tallyman-report/1',
    generator: { name: 'tallyman', version },
    took,
    dump: {
      name: model.name,
      container: model.container,
      root: model.root,
      dialect: model.dialect,
      producer: model.producer,
      files: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
    },
    verdict: judge({ model, findings, checked, phase }),
    checked,
    files,
    images: reportImages(dump, images),
    findings,
  };
}

/** The report as a file: keys in the order of the format, two blanks a level, a line end at the end. */
export const serialiseReport = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
