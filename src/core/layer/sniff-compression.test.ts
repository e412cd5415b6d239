import { expect, test } from 'vitest';
import { bytesOf, END_MARK, testEntry } from '../testing/write-tar.ts';
import { sniffCompression } from './sniff-compression.ts';

test.each<[string, number[] | string, string]>([
  ['nothing', '', 'none'],
  ['gzip', [0x1f, 0x8b, 8], 'gzip'],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
  ['a skippable frame', [0x5e, 0x2a, 0x4d, 0x18], 'zstd'],
  ['zeros', END_MARK, 'none'],
  ['a tar', testEntry({}), 'none'],
  ['v7', testEntry({ magic: 'v7' }), 'none'],
  ['a tar with a damaged checksum', testEntry({}).replace('file', 'fill'), 'none'],
  ['a damaged v7', testEntry({ magic: 'v7' }).replace('file', 'fill'), 'unknown'],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'xz'],
  ['xz, cut off', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'unknown'],
  ['bzip2', 'BZh91AY&SY', 'bzip2'],
  ['bzip2 of nothing', [0x42, 0x5a, 0x68, 0x31, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90], 'bzip2'],
  ['a tar whose first file is named like bzip2', testEntry({ name: 'BZh91' }), 'none'],
  ['lz4', [0x04, 0x22, 0x4d, 0x18], 'unknown'],
  ['JSON', '{"a":1}', 'unknown'],
])('by its first bytes: %s', (_, start, expected) => {
  expect(sniffCompression(typeof start === 'string' ? bytesOf(start) : Uint8Array.from(start))).toBe(expected);
});
