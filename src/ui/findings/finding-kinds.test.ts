import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { FindingCode } from '../../core/check/finding.ts';
import { findingKind, findingKinds } from './finding-kinds.ts';

const source = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const quoted = (text: string): string[] =>
  [...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map((match) => match[1] ?? '');

test('every finding code stands in exactly one list', () => {
  const declared = [...source('../../core/check/finding.ts').matchAll(/^ {2}'([a-z0-9-]+)':/gm)].map(
    (match) => match[1] ?? '',
  );
  const listed = quoted(source('./finding-kinds.ts'));
  expect(declared.length).toBeGreaterThan(80);
  expect(listed.toSorted()).toEqual(declared.toSorted());
});

test('a code is found under its kind', () => {
  expect(findingKind('json-invalid')).toBe('JSON');
  expect(findingKind('blob-digest-mismatch')).toBe('Digests and sizes');
  expect(findingKinds).toContain(findingKind('not-a-code' as FindingCode));
});
