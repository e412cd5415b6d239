import type { Severity } from '../../core/check/finding.ts';
import { findingTitle } from '../../core/messages.ts';
import type { ReportFinding } from '../../core/report/report.ts';
import { findingKind, findingKinds, type FindingKind } from './finding-kinds.ts';

export interface FindingFilter {
  readonly severity: Severity | null;
  readonly kind: FindingKind | null;
  readonly text: string;
}

export const noFilter: FindingFilter = { severity: null, kind: null, text: '' };

/** Keeps the order. The text is looked for in title, message, code, path and entry, letter case aside. */
export function filterFindings(findings: readonly ReportFinding[], filter: FindingFilter): readonly ReportFinding[] {
  const text = filter.text.trim().toLowerCase();
  return findings.filter(
    (finding) =>
      (filter.severity === null || finding.severity === filter.severity) &&
      (filter.kind === null || findingKind(finding.code) === filter.kind) &&
      (text === '' || haystack(finding).includes(text)),
  );
}

const haystack = (finding: ReportFinding): string =>
  [findingTitle(finding), finding.message, finding.code, finding.path, finding.entry, finding.digest]
    .join('\n')
    .toLowerCase();

/** The kinds that occur, with their counts, in the fixed order. */
export function kindCounts(findings: readonly ReportFinding[]): readonly (readonly [FindingKind, number])[] {
  return findingKinds
    .map((kind) => [kind, findings.filter((finding) => findingKind(finding.code) === kind).length] as const)
    .filter(([, count]) => count > 0);
}
