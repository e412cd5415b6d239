import { expect, test } from 'vitest';
import type { ReportFinding } from '../../core/report/report.ts';
import { evidenceOf } from './evidence.ts';

const hex = 'a1'.repeat(32);
const finding = (
  code: ReportFinding['code'],
  args: Record<string, unknown>,
  rest: Partial<ReportFinding> = {},
): ReportFinding => ({
  code,
  severity: 'error',
  path: `blobs/sha256/${hex}`,
  args,
  message: '',
  ...rest,
});

test('a damaged blob shows the digest of its name above the counted one', () => {
  const computed = `sha256:${'b2'.repeat(32)}`;
  const rows = evidenceOf(finding('blob-digest-mismatch', { path: 'x', computed, role: 'layer' }));
  expect(rows.map(({ label, kind }) => [label, kind])).toEqual([
    ['Named', 'digest'],
    ['Counted', 'digest'],
  ]);
  expect(rows[0]?.value).toBe(`sha256:${hex}`);
  expect(rows[1]?.against).toBe(`sha256:${hex}`);
});

test('sizes say how many bytes are short', () => {
  const rows = evidenceOf(finding('size-mismatch', { path: 'x', want: 14848, have: 14336 }));
  expect(rows.map((row) => row.value)).toEqual(['14,848 B', '14,336 B']);
  expect(rows[1]?.note).toBe('512 bytes short');
});

test('a malformed digest is compared with the nearest blob', () => {
  const nearest = `sha256:${hex}`;
  const rows = evidenceOf(
    finding('digest-malformed', { pointer: '/a', value: nearest.slice(0, -1), reason: 'r', place: 70, nearest }),
  );
  expect(rows.map((row) => row.label)).toEqual(['Written', 'Perhaps meant']);
  expect(rows[0]?.against).toBe(nearest);
});

test('a huge argument of a hostile dump is cut', () => {
  const rows = evidenceOf(finding('repo-tag-malformed', { value: 'x'.repeat(1_000_000) }));
  expect(rows[0]?.value.length).toBeLessThan(600);
});
