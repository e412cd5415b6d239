import { expect, test } from 'vitest';
import { decodeName } from '../bytes/byte-names.ts';
import { bytesOf, longName, paxHeader, paxRecord, testEntry, testTar, type TestEntry } from '../testing/write-tar.ts';
import { indexTar } from './index-tar.ts';

type Parts = readonly (TestEntry | string)[];

/** Names and sizes of what was listed, and why it ended. */
async function listed(...parts: Parts) {
  const { entries, fault } = await indexTar(new Blob([testTar(...parts)]));
  const reason = fault && 'reason' in fault.error.data ? fault.error.data.reason : (fault?.error.code ?? null);
  return { names: entries.map((entry) => decodeName(entry.nameBytes)), sizes: entries.map(({ size }) => size), reason };
}

const CANNOT_BE = 'the map of a sparse file cannot be';
const NOT_STORED = 'the pieces of a sparse file are not what is stored of it';
const octal = (value: number): string => `${value.toString(8).padStart(11, '0')}\0`;

const old = (size: number, content: string, ...numbers: number[]): Parts => [
  {
    name: 's',
    flag: 'S',
    magic: 'gnu',
    content,
    patch: [
      { at: 386, text: numbers.map(octal).join('') },
      { at: 483, text: octal(size) },
    ],
  },
];
const inRecords = (map: string, blocks: string, content: string): Parts => [
  paxHeader({ 'GNU.sparse.size': '9', 'GNU.sparse.numblocks': blocks, 'GNU.sparse.map': map }),
  { name: 's', content },
];
const pairs = (...keys: string[]): Parts => [
  testEntry({ flag: 'x', content: keys.map((key, i) => paxRecord(`GNU.sparse.${key}`, `${i}`)).join('') }),
  { name: 's', content: 'a' },
];
const inContent = (map: string, content: string, more: Record<string, string> = {}): Parts => [
  paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '9', ...more }),
  { name: 's', content: map.padEnd(Math.ceil(map.length / 512) * 512, '\0') + content },
];

// As Go's archive/tar and skopeo 1.18, podman 5.4, umoci 0.4.7, Docker 26.1 and containerd 1.7 took or refused them.
test.each<[string, Parts, string | null]>([
  ['old', old(9, 'abc', 0, 1, 7, 2), null],
  ['old, the last piece empty', old(9, 'a', 0, 1, 9, 0), null],
  ['old, pieces in another order', old(9, 'abc', 7, 2, 0, 1), CANNOT_BE],
  ['old, pieces that overlap', old(9, 'abcd', 0, 2, 1, 2), CANNOT_BE],
  ['old, a piece behind the end', old(9, 'abc', 7, 3), CANNOT_BE],
  ['old, less stored', old(9, 'ab', 0, 3), NOT_STORED],
  ['old, more stored', old(9, 'abcd', 0, 3), NOT_STORED],
  ['0.1', inRecords('0,1,7,2', '2', 'abc'), null],
  ['0.1, another count', inRecords('0,1,7,2', '3', 'abc'), CANNOT_BE],
  ['0.1, half a pair', inRecords('0,1,7', '2', 'a'), CANNOT_BE],
  ['0.1, no number', inRecords('0,x', '1', 'a'), CANNOT_BE],
  ['0.0, lengths only', pairs('numbytes'), 'sparse map without pairs'],
  ['1.0', inContent('2\n0\n1\n7\n2\n', 'abc'), null],
  ['1.0, a map of several blocks', inContent(`200\n${'0\n'.repeat(399)}1\n`, 'a'), null],
  ['1.0, no count', inContent('x\n', 'abc'), CANNOT_BE],
  ['1.0, a map that breaks off', inContent('2\n0\n', ''), CANNOT_BE],
  ['1.0, less stored', inContent('1\n0\n5\n', 'abc'), NOT_STORED],
  ['1.0, more stored', inContent('1\n0\n5\n', 'abcdefgh'), NOT_STORED],
  [
    '1.0, without a size it is that of what is stored',
    inContent('1\n600\n3\n', 'abc', { 'GNU.sparse.realsize': '' }),
    CANNOT_BE,
  ],
])('the map of a sparse file: %s', async (_, parts, reason) => {
  const outcome = await listed(...parts, { name: 'next' });
  expect(outcome.reason).toBe(reason);
  if (reason === null) expect(outcome).toMatchObject({ names: ['s', 'next'], sizes: [9, 0] });
});

test('a map needs content', async () => {
  const [records = ''] = inRecords('0,1', '1', '');
  expect((await listed(records, { name: 'd', flag: '5' })).reason).toBe(CANNOT_BE);
});

test('without a map nothing is sparse', async () => {
  const records = paxHeader({ 'GNU.sparse.size': '9', 'GNU.sparse.numblocks': '1' });
  expect(await listed(records, { name: 's', content: 'abc' })).toEqual({ names: ['s'], sizes: [3], reason: null });
});

test('a global header is judged, and takes what stands before it', async () => {
  const global = paxHeader({ comment: 'c' }, 'g');
  for (const before of [paxHeader({ path: 'long' }), longName('long')])
    expect(await listed(before, global, { name: 'a' })).toMatchObject({ names: ['a'], reason: null });
  expect((await listed(testEntry({ flag: 'g', content: 'junk' }), { name: 'a' })).reason).toBe(
    'pax record of wrong length',
  );
});

test('an empty long name leaves the one of the header', async () => {
  expect(await listed(longName(''), { name: 'a' })).toMatchObject({ names: ['a'], reason: null });
});

test.each([
  ['atime', 'x', 'tar-number-invalid'],
  ['ctime', '1.x', 'tar-number-invalid'],
  ['uname', 'a\0b', 'NUL in a pax name'],
  ['SCHILY.xattr.user.\0', 'b', 'NUL in a pax name'],
])('a record of %s that readers refuse', async (key, value, reason) => {
  expect((await listed(paxHeader({ [key]: value }), { name: 'a' })).reason).toBe(reason);
});

test('a checksum is octal only', async () => {
  const entry = testEntry({ name: 'a' });
  const sum = parseInt(entry.slice(148, 154), 8);
  const base256 = `\x80\0\0\0\0\0${String.fromCharCode(sum >> 8, sum & 0xff)}`;
  const { fault } = await indexTar(new Blob([bytesOf(entry.slice(0, 148) + base256 + entry.slice(156))]));
  expect(fault?.error.data).toMatchObject({ reason: 'checksum does not fit' });
});
