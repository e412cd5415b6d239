import type { ReportFinding } from '../../core/report/report.ts';

/** The first finding of a code, and how many more there are of it. */
export interface FindingLine {
  readonly finding: ReportFinding;
  readonly more: number;
}

/** One line for each code, in the order of the findings: a thousand of one kind must not hide the others. */
export function findingLines(findings: readonly ReportFinding[]): readonly FindingLine[] {
  const byCode = new Map<string, { finding: ReportFinding; more: number }>();
  for (const finding of findings) {
    const line = byCode.get(finding.code);
    if (line) line.more += 1;
    else byCode.set(finding.code, { finding, more: 0 });
  }
  return [...byCode.values()];
}
