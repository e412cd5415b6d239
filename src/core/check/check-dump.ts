import { FINDINGS_PER_CODE } from '../limits.ts';
import { CheckedDump, type CheckInput } from './checked-dump.ts';
import type { Finding, FindingCode } from './finding.ts';
import { RULES } from './rules.ts';

/** Faults of what was opened as a whole: no entry point has to lead to them. */
const ABOUT_THE_WHOLE: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'nothing-recognised',
  'archive-compressed',
  'archive-truncated',
  'archive-corrupt',
  'archive-entry-escapes',
  'name-case-differs',
  'blob-renamed',
]);

/**
 * Runs every rule over a dump. The order is that of the rules and, within one, of the dump: the same input gives the same list.
 * An error in something that no entry point leads to becomes a warning. At most FINDINGS_PER_CODE findings of one code are
 * kept; `findings-left-out` counts the rest. Reads no bytes and never throws; may be called before all checks are there,
 * and then says what is known so far.
 */
export function checkDump(input: CheckInput): Finding[] {
  const dump = input instanceof CheckedDump ? input : new CheckedDump(input);
  const findings: Finding[] = [];
  const counts = new Map<FindingCode, number>();
  for (const rule of RULES) {
    for (const found of rule.run(dump)) {
      const count = (counts.get(found.code) ?? 0) + 1;
      counts.set(found.code, count);
      if (count <= FINDINGS_PER_CODE) findings.push(weigh(dump, found));
    }
  }
  for (const [code, count] of counts) {
    if (count <= FINDINGS_PER_CODE) continue;
    const args = { code, count: count - FINDINGS_PER_CODE };
    findings.push({ code: 'findings-left-out', severity: 'note', path: null, args });
  }
  return findings;
}

function weigh(dump: CheckedDump, finding: Finding): Finding {
  const { severity, path, code } = finding;
  if (severity !== 'error' || path === null || ABOUT_THE_WHOLE.has(code) || dump.isReached(path)) return finding;
  return { ...finding, severity: 'warning' };
}
