import { expect, test } from 'vitest';
import { testEntry } from '../testing/write-tar.ts';
import { bytesOf } from '../testing/write-tar.ts';
import type { InputKind } from './dump-model.ts';
import { sniffInput } from './sniff-input.ts';

test.each<[InputKind, string]>([
  ['tar', testEntry({ name: 'x' })],
  ['tar', testEntry({ name: 'x', magic: 'gnu' })],
  ['tar', testEntry({ name: 'x', magic: 'v7' })],
  ['tar', '\0'.repeat(512)],
  ['unknown', '\0'.repeat(511)],
  ['gzip', '\x1f\x8b\x08'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['zstd', '\x50\x2a\x4d\x18'],
  ['bzip2', 'BZh1'],
  ['unknown', 'BZhello'],
  ['html', '\xef\xbb\xbf \n<HTML lang=en>'],
  ['html', '<?xml version="1.0"?><Error/>'],
  ['json', ' [{"Config":1}]'],
  ['json', '\xef\xbb\xbf{}'],
  ['unknown', '{no json'],
  ['unknown', '[section]\nkey=1'],
  ['git-lfs', 'version https://git-lfs.github.com/spec/v1\n'],
  ['utf-16-text', '\xff\xfe\x1f\x00'],
  ['utf-16-text', '\xfe\xff\x00\x1f'],
  ['empty', ''],
])('%s', (kind, binary) => expect(sniffInput(bytesOf(binary))).toBe(kind));
