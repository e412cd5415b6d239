import { describe, expect, test } from 'vitest';
import { decodeName } from '../bytes/byte-names.ts';
import { DumpError } from '../errors.ts';
import type { DumpErrorInfo } from '../errors.ts';
import { TAR_META_BYTES } from '../limits.ts';
import { indexTar } from './index-tar.ts';
import type { TarHeader } from './tar-entry.ts';
import type { TarState } from './tar-state.ts';
import { TarStream } from './tar-stream.ts';
import { bytesOf, END_MARK, longName, paxHeader, testEntry, testTar } from '../testing/write-tar.ts';

interface Outcome {
  entries: TarHeader[];
  state: TarState;
  fault: DumpErrorInfo | null;
}

function readChunked(tar: Uint8Array, chunkBytes: number): Outcome {
  const entries: TarHeader[] = [];
  const stream = new TarStream((entry) => entries.push(entry));
  let fault: DumpErrorInfo | null = null;
  try {
    for (let at = 0; at < tar.length; at += chunkBytes) stream.push(tar.slice(at, at + chunkBytes));
    stream.finish();
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    fault = error.info;
  }
  return { entries, state: stream.state, fault };
}

const CHUNKS = [1, 7, 511, 512, 513, 2 ** 30];

/** One answer for all chunk sizes, and the same entries from the reader that jumps. */
async function read(tar: Uint8Array<ArrayBuffer>): Promise<Outcome> {
  const outcome = readChunked(tar, 2 ** 30);
  for (const chunkBytes of CHUNKS) expect(readChunked(tar, chunkBytes), `chunks of ${chunkBytes}`).toEqual(outcome);
  const index = await indexTar(new Blob([tar]));
  expect(index.entries.map((entry) => entry.headerOffset)).toEqual(outcome.entries.map((entry) => entry.headerOffset));
  expect(index.fault?.error ?? null).toEqual(outcome.fault);
  expect(index.fault?.cut ?? null).toEqual(outcome.state.cut);
  return outcome;
}

const names = ({ entries }: Outcome) => entries.map((entry) => decodeName(entry.nameBytes));

describe('dialects', () => {
  test('v7: a file and, by its slash, a folder', async () => {
    const outcome = await read(
      testTar({ name: 'a', magic: 'v7', flag: '\0', content: 'x' }, { name: 'd/', magic: 'v7', flag: '\0' }),
    );
    expect(outcome.entries.map(({ type, size }) => [type, size])).toEqual([
      ['file', 1],
      ['dir', 0],
    ]);
  });

  test('ustar: prefix and name are joined; GNU has no prefix, but old Go wrote one', async () => {
    const atime = [{ at: 345, text: '14567234567\0' }];
    const outcome = await read(
      testTar(
        { name: 'b', prefix: 'a' },
        { name: 'b', prefix: 'a', magic: 'gnu' },
        { name: 'b', magic: 'gnu', patch: atime },
        { name: 'b', prefix: 'a', magic: 'v7' },
      ),
    );
    expect(names(outcome)).toEqual(['a/b', 'a/b', 'b', 'b']);
  });

  test('pax: path, link path, size, owner and time of the next entry only', async () => {
    const records = { path: 'long/é', linkpath: 'x', size: '3', uid: '4294967295', gid: '7', mtime: '1.25' };
    const utf8 = { ...records, path: Buffer.from(records.path).toString('latin1') };
    const outcome = await read(testTar(paxHeader(utf8), { name: 'short', content: 'abc', size: 0 }, { name: 'next' }));
    expect(names(outcome)).toEqual(['long/é', 'next']);
    expect(outcome.entries[0]).toMatchObject({
      size: 3,
      uid: 4294967295,
      gid: 7,
      mtimeSeconds: 1.25,
      headerOffset: 1024,
    });
    expect(outcome.entries[1]).toMatchObject({ size: 0, uid: 0, gid: 0, mtimeSeconds: 0, headerOffset: 2048 });
  });

  test('a global header is no entry and changes none', async () => {
    const outcome = await read(testTar(paxHeader({ path: 'x', comment: 'abc' }, 'g'), { name: 'a' }));
    expect(names(outcome)).toEqual(['a']);
  });

  test('GNU long name and long link, in either order', async () => {
    const name = 'n'.repeat(300);
    const link = 'l'.repeat(600);
    const outcome = await read(
      testTar(longName(link, 'K'), longName(name), { name: 'n', flag: '2', target: 'l', magic: 'gnu' }),
    );
    expect(names(outcome)).toEqual([name]);
    expect(decodeName(outcome.entries[0]?.linkBytes ?? new Uint8Array(0))).toBe(link);
  });

  test('numbers that only base-256 can hold: 2^33 bytes, a time before 1970, owner -2', async () => {
    const tar = testTar({ name: 'big', size: 2 ** 33, mtime: -1, uid: -2 });
    const { entries, fault, state } = await read(tar);
    expect(entries[0]).toMatchObject({ size: 2 ** 33, mtimeSeconds: -1, uid: -2 });
    expect(fault).toEqual({ code: 'tar-truncated', data: { offset: 512 + 1024, entry: 'big' } });
    expect(state.cut).toEqual({ have: 1024, want: 2 ** 33 });
  });

  test('an old GNU sparse file: real size, more map blocks, then the stored bytes', async () => {
    const extra = (more: string, pieces = '') => pieces.padEnd(504, '\0') + more + '\0'.repeat(7);
    const patch = [
      { at: 386, text: '00000000000\x0000000000002\0' },
      { at: 482, text: '\x01' },
      { at: 483, text: '00004000000\0' },
    ];
    const sparse = testEntry({ name: 's', flag: 'S', magic: 'gnu', size: 5, patch });
    const outcome = await read(
      testTar(`${sparse}${extra('\x01')}${extra('\0', '00000001000\x0000000000003\0')}hello${'\0'.repeat(507)}`, {
        name: 'next',
      }),
    );
    expect(outcome.fault).toBeNull();
    expect(outcome.entries[0]).toMatchObject({
      type: 'file',
      sparse: true,
      size: 2 ** 20,
      storedSize: 5,
      dataOffset: 1536,
    });
    expect(names(outcome)).toEqual(['s', 'next']);
  });

  test('a pax sparse file has its real name and size', async () => {
    const records = {
      'GNU.sparse.major': '1',
      'GNU.sparse.minor': '0',
      'GNU.sparse.name': 'real',
      'GNU.sparse.realsize': '1048576',
    };
    const stored = `${'1\n0\n5\n'.padEnd(512, '\0')}hello`;
    const outcome = await read(
      testTar(paxHeader(records), { name: 'GNUSparseFile.0/real', content: stored }, { name: 'next' }),
    );
    expect(names(outcome)).toEqual(['real', 'next']);
    expect(outcome.entries[0]).toMatchObject({ size: 2 ** 20, storedSize: 517, sparse: true });
  });

  test.each([...'123456'])('type %s has no content whatever its size says, pax or not', async (flag) => {
    const outcome = await read(
      testTar({ name: 'a', flag, size: 700 }, paxHeader({ size: '700' }), { name: 'b', flag }, { name: 'c' }),
    );
    expect(names(outcome)).toEqual(['a', 'b', 'c']);
    expect(outcome.entries.every(({ size, storedSize }) => size === 0 && storedSize === 0)).toBe(true);
  });

  test('type 7 is a file; one that nobody knows is handed on as such, its content passed over', async () => {
    const outcome = await read(
      testTar({ name: 'a', flag: '7', content: 'x' }, { name: 'v', flag: 'V', content: 'x' }, { name: 'b' }),
    );
    expect(outcome.entries.map(({ type }) => type)).toEqual(['file', 'other', 'file']);
  });

  test('a checksum over signed bytes is as good', async () => {
    const tar = testTar({ name: 'caf\xe9' });
    const sum =
      [...tar.subarray(0, 512)].reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0) - 256;
    tar.set(bytesOf(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect(names(await read(tar))).toEqual(['caf\\xe9']);
  });
});

describe('ends', () => {
  const a = testEntry({ name: 'a', content: 'x' });
  test.each<[string, string, { endBlocks: number; lastPadded: boolean; trailingBytes: number }]>([
    ['nothing at all', '', { endBlocks: 0, lastPadded: true, trailingBytes: 0 }],
    ['only an end mark', END_MARK, { endBlocks: 2, lastPadded: true, trailingBytes: 0 }],
    ['no end mark', a, { endBlocks: 0, lastPadded: true, trailingBytes: 0 }],
    ['one zero block', a + END_MARK.slice(512), { endBlocks: 1, lastPadded: true, trailingBytes: 0 }],
    ['no padding', a.slice(0, 513), { endBlocks: 0, lastPadded: false, trailingBytes: 0 }],
    ['padded to 10,240', a + END_MARK.repeat(9), { endBlocks: 18, lastPadded: true, trailingBytes: 0 }],
    ['junk behind', `${a}${END_MARK}\0\0junk\0junk${END_MARK}`, { endBlocks: 2, lastPadded: true, trailingBytes: 9 }],
    ['long junk behind', `${a}${END_MARK}${'j'.repeat(1500)}`, { endBlocks: 2, lastPadded: true, trailingBytes: 1500 }],
    ['an entry behind', a + END_MARK + a + END_MARK, { endBlocks: 2, lastPadded: true, trailingBytes: 0 }],
    ['an entry and junk', `${a}${END_MARK}${a}junk`, { endBlocks: 2, lastPadded: true, trailingBytes: 4 }],
  ])('%s', async (_, text, expected) => {
    const tar = bytesOf(text);
    const { state, fault, entries } = await read(tar);
    expect(fault).toBeNull();
    expect(entries.length).toBe(text === '' || text === END_MARK ? 0 : 1);
    expect(state).toMatchObject({ ...expected, isTar: true });
  });

  // Go's reader refuses these, docker load with it: `unexpected EOF`. Without the mark, or half of it, it is content.
  test.each([1, 256, 511, 513, 600, 1000, 1023])('a mark of %i bytes is cut off', async (length) => {
    const { fault, entries } = await read(bytesOf(a + '\0'.repeat(length)));
    expect(fault).toMatchObject({ code: 'tar-truncated', data: { entry: 'a', offset: a.length + length } });
    expect(entries.length).toBe(1);
  });
});

describe('faults', () => {
  const a = testEntry({ name: 'a', content: 'x'.repeat(600) });
  test.each<[string, string, DumpErrorInfo]>([
    ['cut in the content', a.slice(0, 512 + 599), { code: 'tar-truncated', data: { offset: 1111, entry: 'a' } }],
    ['cut in the next header', a + a.slice(0, 300), { code: 'tar-truncated', data: { offset: 1836, entry: 'a' } }],
    ['cut in the first header', a.slice(0, 300), { code: 'tar-truncated', data: { offset: 300, entry: '' } }],
    ['a record without its entry', a + longName('b'), { code: 'tar-truncated', data: { offset: 2560, entry: 'a' } }],
    [
      'a lone zero block',
      a + END_MARK.slice(512) + a,
      { code: 'tar-header-invalid', data: { offset: 2048, reason: 'one zero block where two end a tar' } },
    ],
    [
      'a wrong checksum',
      a + a.replace('a', 'b'),
      { code: 'tar-header-invalid', data: { offset: 1536, reason: 'checksum does not fit' } },
    ],
    [
      'a wrong number',
      testEntry({ patch: [{ at: 100, text: '9' }] }),
      { code: 'tar-number-invalid', data: { offset: 100, field: '3930303036343400' } },
    ],
    [
      'a record above the limit',
      testEntry({ flag: 'x', size: TAR_META_BYTES + 1 }),
      {
        code: 'tar-header-invalid',
        data: { offset: 0, reason: 'a header record of 1048577 bytes is longer than the 1048576 that engines read' },
      },
    ],
    [
      'a sparse file that is not GNU',
      testEntry({ flag: 'S' }),
      { code: 'tar-header-invalid', data: { offset: 0, reason: 'sparse file without a GNU header' } },
    ],
  ])('%s', async (_, text, info) => {
    const { fault, state } = await read(bytesOf(text));
    expect(fault).toEqual(info);
    expect(state.isTar).toBe(true);
  });

  test.each(['{"schemaVersion":2}', 'x'.repeat(511), 'x'.repeat(512), 'x'.repeat(5000)])(
    'no tar (%#)',
    async (text) => {
      const { fault, state } = await read(bytesOf(text));
      expect(fault).toEqual({ code: 'tar-header-invalid', data: { offset: 0, reason: 'no tar header' } });
      expect(state.isTar).toBe(false);
    },
  );
});
