import type { DumpModel } from '../../core/dump/dump-model.ts';
import { verdictScopeText } from '../../core/messages.ts';
import { verdictScope } from '../../core/report/verdict-scope.ts';
import type { Report, ReportFinding, Verdict } from '../../core/report/report.ts';
import { formatCount, plural } from '../../core/messages/format-size.ts';

/** How many blobs and diff IDs could be checked and were not; where none is left, how many files were not read. */
export function notCounted(report: Report): number {
  const { blobs, diffIds } = report.checked;
  const open = Math.max(0, blobs[1] - blobs[0]) + Math.max(0, diffIds[1] - diffIds[0]);
  return open > 0 ? open : report.files.filter((file) => file.sha256 === null).length;
}

export const remarks = (findings: readonly ReportFinding[]): number =>
  findings.filter((f) => f.severity === 'warning').length;

/** The verdict in a few words, as headline and (in lower case) in the foot. */
export function verdictTitle(verdict: Verdict, report: Report | null): string {
  switch (verdict) {
    case 'sound':
      return 'Everything tallies';
    case 'incomplete': {
      const open = report === null ? 0 : notCounted(report);
      return open === 0
        ? 'Tallies so far, not all could be counted'
        : `Tallies so far, ${formatCount(open)} not counted`;
    }
    case 'warnings':
      return `Tallies, with ${report === null ? 'remarks' : plural(remarks(report.findings), 'remark')}`;
    case 'broken':
      return 'Does not tally';
    case 'unreadable':
      return 'Cannot be read';
  }
}

/** One sentence of what was done. */
export function whatWasDone(report: Report): string {
  const { blobs, diffIds, references } = report.checked;
  const read = report.files.filter((file) => file.sha256 !== null).length;
  const all = report.files.length;
  const files =
    read === all
      ? all === 1
        ? 'The one file was read'
        : `All ${formatCount(all)} files were read`
      : `${plural(read, 'file')} of ${formatCount(all)} were read`;
  const parts = [files];
  if (blobs[1] > 0) parts.push(`${counted(blobs, 'blob')} hashed against their names`);
  if (diffIds[1] > 0) parts.push(`${counted(diffIds, 'layer')} unpacked and hashed again`);
  if (references > 0) parts.push(`${plural(references, 'reference')} followed`);
  const last = parts.pop() ?? '';
  return `${parts.length > 0 ? `${parts.join(', ')} and ` : ''}${last}.`;
}

const counted = ([done, all]: readonly [number, number], what: string): string =>
  done === all ? plural(all, what) : `${formatCount(done)} of ${plural(all, what)}`;

/** For whom a broken dump is broken, as a sentence; null when nothing is, or it is for everyone. */
export function scopeWords(model: DumpModel, findings: readonly ReportFinding[]): string | null {
  const scope = verdictScope(model, findings);
  return scope === null ? null : verdictScopeText(scope);
}

/** "2 broken, 1 warning, 4 notes"; null when there is nothing. */
export function findingCounts(findings: readonly ReportFinding[]): string | null {
  const of = (severity: ReportFinding['severity']): number => findings.filter((f) => f.severity === severity).length;
  const parts = [
    of('error') > 0 ? `${formatCount(of('error'))} broken` : '',
    of('warning') > 0 ? plural(of('warning'), 'warning') : '',
    of('note') > 0 ? plural(of('note'), 'note') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}

/** What was opened, in one line: "folder, 8 files, 17,566 B". */
export function containerWords(model: DumpModel): string {
  switch (model.container) {
    case 'folder':
      return 'folder';
    case 'tar':
      return 'archive';
    case 'tar+gzip':
      return 'gzip archive';
    case 'tar+zstd':
      return 'zstd archive';
    case null:
      return 'file';
  }
}
