import { findingDetail, findingFix, findingTitle } from '../../core/messages.ts';
import type { Report, ReportFinding } from '../../core/report/report.ts';
import { severityWord } from '../shared/state-words.ts';
import { evidenceOf } from './evidence.ts';

/** Backquotes in a name from the dump would end the code span; a longer fence holds them. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const flat = text.replaceAll(/[\r\n]+/g, ' ');
  return longest === 0 ? `${fence}${flat}${fence}` : `${fence} ${flat} ${fence}`;
}

/** All findings as Markdown, to paste into a ticket. */
export function findingsMarkdown(report: Report): string {
  const head = [
    `# Tallyman: ${code(report.dump.name)}`,
    '',
    `Verdict: ${report.verdict}. ${report.dump.files} files, ${report.dump.bytes} bytes.`,
  ];
  if (report.findings.length === 0) return [...head, '', 'Nothing to report.', ''].join('\n');
  return [...head, ...report.findings.flatMap(lines), ''].join('\n');
}

function lines(finding: ReportFinding): string[] {
  const where = [finding.path, finding.pointer, finding.entry].filter((part) => part !== undefined && part !== null);
  const [fix, detail] = [findingFix(finding), findingDetail(finding)];
  return [
    '',
    `## ${severityWord[finding.severity]}: ${findingTitle(finding).replaceAll(/([\\`*_[\]<>#|])/g, '\\$1')} (${code(finding.code)})`,
    '',
    finding.message.replaceAll(/([\\`*_[\]<>#|])/g, '\\$1'),
    ...(where.length > 0 ? ['', `- Where: ${where.map((part) => code(part)).join(' ')}`] : []),
    ...evidenceOf(finding).map(
      (row) => `- ${row.label}: ${code(row.value)}${row.note === null ? '' : ` (${row.note})`}`,
    ),
    ...(fix === null ? [] : [`- What to do: ${fix}`]),
    ...(detail === null ? [] : [`- Tools: ${detail}`]),
  ];
}
