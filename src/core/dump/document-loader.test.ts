import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHasher } from '../testing/open-input.ts';
import { DocumentLoader } from './document-loader.ts';
import type { ListedFile } from './listing.ts';

const listed = (path: string, source: Blob): [string, ListedFile] => [
  path,
  {
    path,
    size: source.size,
    source,
    kind: 'file',
    linkTarget: null,
    resolvesTo: null,
    modifiedMs: null,
    archiveOffset: null,
  },
];

test('of many small files read together, one that has gone spoils no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tallyman-'));
  try {
    const lost = join(folder, 'lost');
    await writeFile(lost, '{"lost": true}');
    const texts = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? `not json ${i}` : `{"i": ${i}}`));
    const files = new Map([
      ...texts.map((text, i) => listed(`f${i}`, new Blob([text]))),
      listed('lost', await openAsBlob(lost)),
      listed('empty', new Blob([])),
    ]);
    await rm(lost);
    const loader = new DocumentLoader(files, { createHasher });
    await loader.loadIfJson(files.keys(), 1000);
    expect(loader.unreadable.map(({ path }) => path)).toEqual(['lost']);
    const jsonPaths = texts.flatMap((_text, i) => (i % 3 === 0 ? [] : [`f${i}`]));
    expect(new Set(loader.documents.keys())).toEqual(new Set(jsonPaths));
    expect(loader.digests.size).toBe(301);
    texts.forEach((text, i) => {
      expect(loader.digests.get(`f${i}`)).toBe(createHash('sha256').update(text).digest('hex'));
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
