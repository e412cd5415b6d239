import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packSmall, readTogether } from './read-together.ts';

const file = (text: string) => ({ size: text.length, source: new Blob([text]) });
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('each file gets its own bytes, as part of one memory', async () => {
  const texts = ['one', '', 'three', '2'];
  const parts = await readTogether(texts.map((text) => new Blob([text])));
  expect(parts?.map(textOf)).toEqual(texts);
  expect(new Set(parts?.map(({ buffer }) => buffer)).size).toBe(1);
});

test('one alone is not worth it, and one that cannot be read is for who reads them one by one', async () => {
  expect(await readTogether([new Blob(['one'])])).toBe(null);
  const folder = await mkdtemp(join(tmpdir(), 'tallyman-'));
  try {
    const path = join(folder, 'gone');
    await writeFile(path, 'here for now');
    const gone = await openAsBlob(path);
    expect(await readTogether([new Blob(['one']), gone])).not.toBe(null);
    await rm(path);
    expect(await readTogether([new Blob(['one']), gone])).toBe(null);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('packs hold small files only, each once and in order, bounded in number and bytes', () => {
  const files = [
    ...Array.from({ length: 300 }, (_, i) => file(String(i))),
    file('x'.repeat(1001)),
    { size: 1, source: null },
    { size: 3, source: { size: 3, slice: () => new Blob(), stream: () => new Blob().stream() } },
  ];
  const { packs, rest } = packSmall(files, 1000);
  expect(packs.map(({ length }) => length)).toEqual([256, 44]);
  expect(packs.flat()).toEqual(files.slice(0, 300));
  expect(rest).toEqual(files.slice(300));
  const large = Array.from({ length: 5 }, () => file('y'.repeat(400_000)));
  expect(packSmall(large, 10 ** 6).packs.map(({ length }) => length)).toEqual([2, 2, 1]);
});
