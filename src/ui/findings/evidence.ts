import type { ReportFinding } from '../../core/report/report.ts';
import { formatCount } from '../../core/messages/format-size.ts';
import { visibleText } from '../files/page-text.ts';

/** One line under a finding. `digest` is shown in full, in groups of eight; `against` is what it is compared with. */
export interface EvidenceRow {
  readonly label: string;
  readonly value: string;
  readonly kind: 'digest' | 'plain' | 'mono';
  readonly against: string | null;
  readonly note: string | null;
}

const DIGEST = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*):([0-9a-fA-F]{32,})$/;
/** Bounds what one finding can put on the page. */
const VALUE_SHOWN = 512;
const LIST_SHOWN = 12;

const row = (
  label: string,
  value: string,
  kind: EvidenceRow['kind'] = 'mono',
  against: string | null = null,
  note: string | null = null,
): EvidenceRow => ({
  label,
  value: visibleText(value.length > VALUE_SHOWN ? `${value.slice(0, VALUE_SHOWN)}…` : value),
  kind,
  against: against === null ? null : visibleText(against),
  note,
});

/** The facts behind a finding: what is named above what was counted, then all other arguments in their own words. */
export function evidenceOf(finding: ReportFinding): EvidenceRow[] {
  const args = new Map(Object.entries(finding.args));
  const take = (name: string): unknown => {
    const value = args.get(name);
    args.delete(name);
    return value;
  };
  const rows: EvidenceRow[] = [];
  const named =
    finding.code === 'blob-digest-mismatch' || finding.code === 'docker-config-name-mismatch'
      ? namedDigest(finding)
      : null;
  if (named !== null && args.has('computed')) rows.push(...pair('Named', named, 'Counted', take('computed')));
  if (args.has('want') && args.has('have')) rows.push(...wantAndHave(finding, take('want'), take('have')));
  if (args.has('said') && args.has('found')) rows.push(...pair('Announced', take('said'), 'Found', take('found')));
  if (finding.code === 'digest-malformed') rows.push(...malformed(take('value'), take('nearest')));
  if (finding.code === 'docker-oci-disagree')
    rows.push(...pair('manifest.json', take('docker'), 'index.json', take('oci')));
  // These stand under "Where" or in the sentence already.
  for (const name of ['path', 'pointer', 'place', 'role', 'reason', 'referrer']) args.delete(name);
  for (const [name, value] of args) rows.push(...plain(name, value));
  if (finding.entry !== undefined) rows.push(row('Entry', finding.entry));
  return rows;
}

/** The digest that the name of the file claims. */
function namedDigest(finding: ReportFinding): string | null {
  if (finding.digest !== undefined) return finding.digest;
  const name = /(?:^|\/)(?:blobs\/([a-z0-9]+)\/)?([0-9a-f]{64,128})(?:\.json)?$/.exec(finding.path ?? '');
  return name === null ? null : `${name[1] ?? 'sha256'}:${name[2]}`;
}

function pair(leftLabel: string, left: unknown, rightLabel: string, right: unknown): EvidenceRow[] {
  const [a, b] = [textOf(left), textOf(right)];
  const both = DIGEST.test(a) && DIGEST.test(b);
  return [row(leftLabel, a, both ? 'digest' : 'mono'), row(rightLabel, b, both ? 'digest' : 'mono', both ? a : null)];
}

function wantAndHave(finding: ReportFinding, want: unknown, have: unknown): EvidenceRow[] {
  if (typeof want !== 'number' || typeof have !== 'number') return pair('Expected', want, 'Counted', have);
  if (finding.code !== 'size-mismatch' && finding.code !== 'archive-truncated') {
    return [row('Expected', formatCount(want)), row('There', formatCount(have), 'mono', formatCount(want))];
  }
  const difference =
    have < want ? `${formatCount(want - have)} bytes short` : `${formatCount(have - want)} bytes too many`;
  return [
    row('Size listed', `${formatCount(want)} B`),
    row('Size on disk', `${formatCount(have)} B`, 'mono', `${formatCount(want)} B`, difference),
  ];
}

function malformed(value: unknown, nearest: unknown): EvidenceRow[] {
  const written = textOf(value);
  if (typeof nearest !== 'string') return [row('Written', written)];
  return [row('Written', written, 'digest', nearest), row('Perhaps meant', nearest, 'digest', written)];
}

const labels: Readonly<Record<string, string>> = {
  diffId: 'Diff ID',
  id: 'Its own ID',
  index: 'Layer',
  urls: 'To be had at',
  nearest: 'Perhaps meant',
  bytes: 'Bytes',
  size: 'Size',
  offset: 'At byte',
};

function plain(name: string, value: unknown): EvidenceRow[] {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return [];
  const words = labels[name] ?? name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  if (name === 'size' || name === 'limit')
    return [row(label, typeof value === 'number' ? `${formatCount(value)} B` : textOf(value))];
  const text = textOf(value);
  return [row(label, text, DIGEST.test(text) ? 'digest' : 'mono')];
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatCount(value);
  if (value === null || value === undefined) return 'nothing';
  if (!Array.isArray(value)) return JSON.stringify(value);
  const items: unknown[] = value;
  return (
    items.slice(0, LIST_SHOWN).map(textOf).join(', ') +
    (items.length > LIST_SHOWN ? ` and ${items.length - LIST_SHOWN} more` : '')
  );
}
