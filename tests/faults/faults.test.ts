import { describe, expect, test } from 'vitest';
import { loadFixture } from '../support/memory-dump.ts';
import { memoryArchive, memoryFolder, reportOf } from '../support/report-of.ts';
import { writeTar } from '../support/memory-dump.ts';
import { faults } from './catalogue.ts';

test('there are at least forty faults', () => expect(faults.length).toBeGreaterThanOrEqual(40));

describe.each(faults)('$name', (fault) => {
  test(`is found: ${fault.codes.join(', ') || 'nothing'}`, async () => {
    const dump = loadFixture(fault.base);
    fault.change(dump);
    const input =
      fault.archive === true
        ? memoryArchive('broken.tar', (fault.changeBytes ?? ((bytes) => bytes))(writeTar(dump)))
        : memoryFolder('broken', dump);
    const report = await reportOf(input);
    const found = report.findings.map((finding) => finding.code);
    for (const code of fault.codes) expect(found).toContain(code);
    expect(
      report.verdict,
      JSON.stringify(report.findings.filter((f) => f.severity !== 'note').map((f) => [f.code, f.severity, f.message])),
    ).toBe(fault.verdict);
  });
});
