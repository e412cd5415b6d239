import { describe, expect, test } from 'vitest';
import { testTar } from '../../testing/write-tar.ts';
import type { ContentReader } from '../content-reader.ts';
import { listTar, listTarStream } from './list-tar.ts';

const readerOf = (bytes: Uint8Array): ContentReader => ({
  size: bytes.length,
  read: (start, end) => Promise.resolve(bytes.slice(start, end)),
});

describe('tar', () => {
  const tar = testTar(
    { name: 'a/', flag: '5' },
    { name: 'a/b', content: 'x'.repeat(5000), mtime: 77 },
    { name: 'l', flag: '2', target: 'a' },
  );
  const expected = [
    { name: 'a/', type: 'folder', size: 0, packedSize: null, mtimeSeconds: 0, isEncrypted: false },
    { name: 'a/b', type: 'file', size: 5000, packedSize: null, mtimeSeconds: 77, isEncrypted: false },
    { name: 'l', type: 'link', size: 0, packedSize: null, mtimeSeconds: 0, isEncrypted: false },
  ];
  async function* inChunks(bytes: Uint8Array, size: number) {
    for (let at = 0; at < bytes.length; at += size) {
      yield bytes.slice(at, at + size);
      await Promise.resolve();
    }
  }

  test('one that is here, or comes in chunks', async () => {
    expect(await listTar(readerOf(tar))).toEqual({ entries: expected, total: 3, fault: null });
    for (const size of [1, 7, 511, 512, 513, 99_999])
      expect((await listTarStream(inChunks(tar, size))).entries, `chunks of ${size}`).toEqual(expected);
  });

  test('content is passed over, not read', async () => {
    let bytes = 0;
    const reader: ContentReader = {
      size: tar.length,
      read: (start, end) => {
        bytes += end - start;
        return Promise.resolve(tar.slice(start, end));
      },
    };
    await listTar(reader);
    expect(bytes).toBe(5 * 512);
  });

  test('one that breaks off keeps what it has', async () => {
    const { entries, fault } = await listTar(readerOf(tar.slice(0, 3000)));
    expect(entries).toEqual(expected.slice(0, 2));
    expect(fault).toBe('The archive breaks off at byte 3,000.');
  });

  test('one that is cut between two entries is told by its missing end', async () => {
    const cut = tar.slice(0, 512 + 512 + 5120);
    const fault = 'The archive has no end mark: something may be missing behind the last entry.';
    expect(await listTar(readerOf(cut))).toEqual({ entries: expected.slice(0, 2), total: 2, fault });
    expect(await listTarStream(inChunks(cut, 700))).toEqual({ entries: expected.slice(0, 2), total: 2, fault });
  });
});
