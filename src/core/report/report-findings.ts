import type { Finding, Severity } from '../check/finding.ts';
import { findingText } from '../messages.ts';
import type { ReportFinding } from './report.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Findings as the report has them: with their text, by severity, then code, then path; the order of the rules decides the rest. */
export function reportFindings(findings: readonly Finding[]): ReportFinding[] {
  const reported = findings.map(reportFinding);
  return reported.sort(
    (a, b) => RANK[a.severity] - RANK[b.severity] || compare(a.code, b.code) || compare(a.path ?? '', b.path ?? ''),
  );
}

/** Where the arguments have a digest or a pointer, the finding has it too. */
function reportFinding(finding: Finding): ReportFinding {
  const { code, severity, path, entry } = finding;
  const args: Readonly<Record<string, unknown>> = finding.args;
  const digest = finding.digest ?? (typeof args['digest'] === 'string' ? args['digest'] : undefined);
  const pointer = finding.pointer ?? (typeof args['pointer'] === 'string' ? args['pointer'] : undefined);
  return {
    code,
    severity,
    path,
    ...(digest !== undefined && { digest }),
    ...(pointer !== undefined && { pointer }),
    ...(entry !== undefined && { entry }),
    args,
    message: findingText(finding),
  };
}

/** By code units, as paths are sorted everywhere: the same on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
