import type { Finding, FindingCode } from '../check/finding.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import type { Report, Verdict } from './report.ts';

/** How far the work has come: a stopped one can at best be incomplete. */
export type ReportPhase = 'running' | 'complete' | 'stopped';

export interface JudgeInput {
  readonly model: DumpModel;
  readonly findings: readonly Pick<Finding, 'code' | 'severity' | 'path'>[];
  readonly checked: Report['checked'];
  readonly phase: ReportPhase;
}

/** The verdict: the worst that holds. @see docs/findings for what each finding means */
export function judge({ model, findings, checked, phase }: JudgeInput): Verdict {
  if (isUnreadable(model, findings)) return 'unreadable';
  if (findings.some(({ severity }) => severity === 'error')) return 'broken';
  if (findings.some(({ severity }) => severity === 'warning')) return 'warnings';
  const [blobs, allBlobs] = checked.blobs;
  const [diffIds, allDiffIds] = checked.diffIds;
  const isWhole = phase === 'complete' && blobs === allBlobs && diffIds === allDiffIds;
  return isWhole && !findings.some(({ code }) => NOT_CHECKED.has(code)) ? 'sound' : 'incomplete';
}

const NOT_CHECKED: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'layer-encrypted',
  'layer-not-unpacked',
  'layer-limit-reached',
  'file-not-checked',
]);

/** With one of these an entry point gives nothing. A wrong schemaVersion is left out: engines read on, and so do we. */
const UNUSABLE: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'json-invalid',
  'json-bom',
  'json-type-mismatch',
  'file-unreadable',
]);

const ENTRY_POINTS = ['index.json', 'manifest.json', 'repositories'];

function isUnreadable(model: DumpModel, findings: JudgeInput['findings']): boolean {
  const isFatal = ({ code, severity }: JudgeInput['findings'][number]): boolean =>
    code === 'nothing-recognised' || (code === 'archive-compressed' && severity === 'error');
  if (findings.some(isFatal)) return true;
  const unusable = new Set(findings.filter(({ code }) => UNUSABLE.has(code)).map(({ path }) => path));
  const present = model.files.filter(({ path }) => ENTRY_POINTS.includes(path));
  return present.length > 0 && present.every(({ path }) => unusable.has(path));
}
