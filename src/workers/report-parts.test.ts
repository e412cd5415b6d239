import { expect, test } from 'vitest';
import type { DumpFile, DumpModel, Reference } from '../core/dump/dump-model.ts';
import { referencedBy } from '../core/report/report-files.ts';
import type { DigestCheck, Report, ReportFile } from '../core/report/report.ts';
import { packReport, unpackReport } from './report-parts.ts';

const CHECKS: readonly DigestCheck[] = ['match', 'mismatch', 'not-addressed', 'unchecked'];
const hex = (i: number): string => i.toString(16).padStart(64, '0');
const pathAt = (i: number): string => (i % 4 === 2 ? `notes/${hex(i)}` : `blobs/sha256/${hex(i)}`);

/** A model of many files, each named by two others, and what a report has of each. */
function large(count: number): { model: DumpModel; report: Report } {
  const files = Array.from({ length: count }, (_, i) => {
    return { path: pathAt(i), size: i, role: 'layer', mediaType: i % 2 === 0 ? null : 'text/plain' } as DumpFile;
  });
  const references = files.flatMap(({ path }, i) =>
    [i + 1, i + 2].map((from) => ({ from: pathAt(from), path, present: i % 5 !== 0 }) as Reference),
  );
  const reported = files.map(({ path, size, role, mediaType }, i): ReportFile => {
    const digestCheck = CHECKS[i % 4] ?? 'unchecked';
    const sha256 = digestCheck === 'unchecked' ? null : `sha256:${hex(digestCheck === 'match' ? i : i + 1)}`;
    const own = references.filter((_reference, at) => at >> 1 === i);
    return { path, size, role, mediaType, sha256, digestCheck, referencedBy: referencedBy(own) };
  });
  const model = { dialect: 'oci-layout', files, references } as unknown as DumpModel;
  return { model, report: { verdict: 'broken', files: reported, findings: [] } as unknown as Report };
}

test('the report of a dump of many files arrives as it was, without one text for each', () => {
  const { model, report } = large(2_100);
  const packed = packReport(report, model);
  expect(packed.files).toEqual([]);
  expect(packed.fileStates?.sha256).toHaveLength(1_050); // of those whose bytes are not what their name says
  expect(unpackReport(structuredClone(packed), model, null)).toEqual(report);
});

test('of the next report only files that have changed are made anew', () => {
  const { model, report } = large(2_100);
  const first = unpackReport(packReport(report, model), model, null);
  const files = report.files.map((file, i) => {
    if (i === 1) return { ...file, digestCheck: 'not-addressed' }; // by the same bytes
    return i === 3 ? { ...file, digestCheck: 'match', sha256: `sha256:${hex(3)}` } : file;
  });
  const later = { ...report, files } as Report;
  const second = unpackReport(packReport(later, model), model, first);
  expect(second).toEqual(later);
  expect(second.files.map((file, i) => file === first.files[i])).toEqual(files.map((_file, i) => i !== 1 && i !== 3));
});

test('nothing is taken from a report on another model', () => {
  const { model, report } = large(2_100);
  const first = unpackReport(packReport(report, model), model, null);
  const other = { ...model, references: [] };
  const second = unpackReport(packReport(report, other), other, first);
  expect(second.files.every(({ referencedBy }) => referencedBy.length === 0)).toBe(true);
});

test('a report of few files, and one on other files, come whole', () => {
  const few = large(20);
  expect(packReport(few.report, few.model)).toBe(few.report);
  expect(unpackReport(few.report, few.model, null)).toEqual(few.report);
  const { model, report } = large(2_100);
  const [first, ...rest] = model.files;
  const changed = { ...model, files: [{ ...first, size: 99 } as DumpFile, ...rest] };
  expect(packReport(report, changed)).toBe(report);
});
