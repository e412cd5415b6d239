import type { Severity } from '../../core/check/finding.ts';
import { findingTitle } from '../../core/messages.ts';
import type { ReportFinding } from '../../core/report/report.ts';
import type { CurrentDump } from '../../state/current-dump.svelte.ts';
import { digestGlyph, type GlyphState, severityState } from '../shared/state-words.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** The most serious finding about each file. */
export function worstFindings(findings: readonly ReportFinding[]): ReadonlyMap<string, ReportFinding> {
  const worst = new Map<string, ReportFinding>();
  for (const finding of findings) {
    if (finding.path === null) continue;
    const known = worst.get(finding.path);
    if (!known || RANK[finding.severity] < RANK[known.severity]) worst.set(finding.path, finding);
  }
  return worst;
}

export interface FileState {
  readonly state: GlyphState;
  readonly word: string;
}

/** What the glyph of a file says: work on it first, then what is worst about it. Null: there is nothing to say. */
export function fileState(
  dump: Pick<CurrentDump, 'fileProgress' | 'digestState'>,
  path: string,
  optional: boolean,
  finding: ReportFinding | undefined,
): FileState | null {
  const progress = dump.fileProgress(path);
  if (progress && progress.total > 0) {
    const percent = Math.floor((progress.done / progress.total) * 100);
    return { state: 'running', word: `Being counted, ${percent} %` };
  }
  const digest = dump.digestState(path);
  if (digest === 'missing' && optional) return { state: 'unchecked', word: 'Not in the dump, which is allowed' };
  if (digest === 'missing' || digest === 'mismatch') return digestGlyph(digest);
  const found = finding ? { state: severityState[finding.severity], word: findingTitle(finding) } : null;
  if (finding?.severity === 'error') return found;
  if (digest === 'unchecked') return digestGlyph(digest);
  return found ?? digestGlyph(digest);
}
