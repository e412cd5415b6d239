import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FindingCode } from './check/finding.ts';
import { RULES } from './check/rules.ts';
import type { InputKind } from './dump/dump-model.ts';
import {
  errorText,
  findingDetail,
  findingFix,
  findingText,
  findingTitle,
  formatSize,
  inputKindText,
  plural,
  shortDigest,
} from './messages.ts';

const pages = fileURLToPath(new URL('../../docs/findings/', import.meta.url));
const codes: FindingCode[] = [
  ...new Set([...RULES.flatMap((rule) => rule.codes), 'findings-left-out' as const]),
].sort();

test('every code has its page, and every page its code', () => {
  const named = readdirSync(pages)
    .map((name) => name.replace(/\.md$/, ''))
    .sort();
  expect(named).toEqual(codes);
});

test.each(codes)(
  'the page of %s says what it means, how it is known, its cause, what to do, and shows an example',
  (code) => {
    const text = readFileSync(`${pages}${code}.md`, 'utf8');
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([code, 'How we know', 'Usual cause', 'What to do', 'Tools', 'Example']);
    const words = text.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(100);
    expect(words).toBeLessThanOrEqual(280);
    for (const [, target = ''] of text.matchAll(/\]\(([a-z0-9-]+\.md)\)/g))
      expect(existsSync(pages + target), target).toBe(true);
  },
);

/** Codes whose `want` and `have` are digests, not numbers. */
const DIGEST_PAIRS: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'attestation-subject-mismatch',
  'diff-id-mismatch',
  'repositories-disagrees',
]);

/** Any argument, of whatever type a text asks for: enough to see that a sentence comes out. */
const anyArgs = (code: FindingCode) => ({
  code,
  args: {
    path: 'blobs/sha256/x',
    pointer: '/a',
    digest: `sha256:${'a'.repeat(64)}`,
    value: 'v',
    reason: 'r',
    found: 'zip',
    kind: 'gzip',
    version: '2',
    count: 2,
    index: 1,
    offset: 1234567,
    line: 3,
    column: 4,
    have: 5,
    want: 6,
    size: 7,
    limit: 8,
    key: 'k',
    known: 'K',
    said: 'manifest',
    field: 'size',
    role: 'layer',
    referrer: 'index.json',
    platform: 'linux/amd64',
    missing: ['a'],
    digests: ['a', 'b'],
    urls: [],
    present: false,
    order: [2, 1],
    fields: ['config'],
    computed: `sha256:${'b'.repeat(64)}`,
    algorithm: 'sha512',
    checked: true,
    name: 'n',
    detail: 'names',
    docker: null,
    oci: 'n',
    tag: 't',
    id: 'i',
    parent: 'p',
    ...(DIGEST_PAIRS.has(code) && { want: `sha256:${'c'.repeat(64)}`, have: `sha256:${'d'.repeat(64)}` }),
    diffId: 'd',
    target: 't',
    dir: 'd',
    major: 1,
    minor: 2,
    bytes: 9,
    ratio: 300,
    layer: 1,
    guess: null,
    nearest: null,
    place: 0,
    hasManifest: true,
    type: 'file',
    clean: 'c',
    part: 'config',
    family: 'oci',
    below: 1,
    same: true,
    code,
  },
});

describe.each(codes)('%s', (code) => {
  test('is told in one sentence, with a title and no gaps', () => {
    const words = anyArgs(code);
    expect(findingText(words)).toMatch(/^\S[^\n]*\.$/);
    expect(findingTitle(words)).toMatch(/^[^\n]{5,90}[^.]$/);
    const all = [findingText(words), findingTitle(words), findingFix(words) ?? '', findingDetail(words) ?? ''].join(
      ' ',
    );
    expect(all).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
  });
});

test('sizes for people: exact up to 99,999, then powers of 1000', () => {
  expect(formatSize(0)).toBe('0 B');
  expect(formatSize(14848)).toBe('14,848 B');
  expect(formatSize(99_999)).toBe('99,999 B');
  expect(formatSize(100_000)).toBe('100.0 kB');
  expect(formatSize(124_900_000)).toBe('124.9 MB');
  expect(formatSize(999_960)).toBe('1.0 MB');
  expect(formatSize(9 * 2 ** 30)).toBe('9.7 GB');
  expect(formatSize(2 ** 53)).toBe('9.0 PB');
});

test('counts and digests in sentences', () => {
  expect(plural(1, 'layer')).toBe('1 layer');
  expect(plural(1234, 'layer')).toBe('1,234 layers');
  expect(shortDigest(`sha256:${'a'.repeat(64)}`)).toBe('sha256:aaaaaaaaaaaa…');
  expect(shortDigest('sha256:abc')).toBe('sha256:abc');
});

test('each kind of input is named, with something to do', () => {
  const kinds: InputKind[] = [
    'folder',
    'tar',
    'gzip',
    'zstd',
    'xz',
    'bzip2',
    'zip',
    '7z',
    'html',
    'json',
    'git-lfs',
    'sif',
    'layer-tar',
    'empty',
    'utf-16-text',
    'unknown',
  ];
  const titles = kinds.map((kind) => inputKindText(kind).title);
  expect(new Set(titles).size).toBe(kinds.length);
  for (const kind of kinds) expect(inputKindText(kind).advice).toMatch(/\.$/);
});

test('errors are told with their place', () => {
  expect(errorText({ code: 'gzip-truncated', data: { offset: 12345 } })).toBe(
    'The gzip data breaks off at byte 12,345.',
  );
  expect(errorText({ code: 'file-unreadable', data: { path: 'a/b', reason: 'it is gone' } })).toMatch(
    /^a\/b could not be read: it is gone\./,
  );
});
