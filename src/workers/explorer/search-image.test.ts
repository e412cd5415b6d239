import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { toBinary } from '../../core/bytes/byte-names.ts';
import type { DumpInput } from '../../core/dump/dump-input.ts';
import { entryName, entryType } from '../../core/layer/entry-fields.ts';
import { SEARCH_HITS } from '../../core/limits.ts';
import { memoryFolder } from '../../core/testing/open-input.ts';
import { testTar, type TestEntry } from '../../core/testing/write-tar.ts';
import type { DumpSession } from '../dump-session.ts';
import type { SearchHit, SearchProgress, SearchQuery } from './search-api.ts';
import { searchImage } from './search-image.ts';
import { fixtureSession, sessionOf } from '../testing/fixture-session.ts';

const truth = fileURLToPath(new URL('../../../tests/fixtures/truth/', import.meta.url));
const names = readdirSync(truth).map((name) => name.replace(/\.json$/, ''));

async function search(
  session: DumpSession,
  query: Partial<SearchQuery>,
  signal = new AbortController().signal,
  largeBytes?: number,
) {
  const full: SearchQuery = {
    image: 0,
    where: 'contents',
    kind: 'text',
    pattern: '',
    isCaseSensitive: true,
    layers: [],
    ...query,
  };
  const told: SearchProgress[] = [];
  const work = { signal, onProgress: (progress: SearchProgress) => told.push(progress) };
  const result = await searchImage(session, full, work, largeBytes);
  return { ...result, told, found: told.flatMap(({ hits }) => [...hits]) };
}

describe.each(names)('%s', (name) => {
  test('text, bytes and names are found where a naive search finds them, in every layer', async () => {
    const session = await fixtureSession(name);
    for (const [image] of session.model.images.entries()) {
      const { layers } = session.explore(image);
      for (const text of ['secret', 'root', '\x7fELF']) {
        const hex = Buffer.from(text, 'latin1').toString('hex');
        const expected: string[] = [];
        const seen = new Set<string>();
        for (const { file, reading, entries, state } of layers) {
          if (!file || !reading || state !== 'read' || seen.has(file.path)) continue;
          seen.add(file.path);
          const chunks: Uint8Array[] = [];
          for await (const chunk of session.readLayer(file.path, { start: 0, end: reading.uncompressedSize }))
            chunks.push(chunk.slice());
          const tar = Buffer.concat(chunks).toString('latin1');
          for (let i = 0; i < entries.count; i++) {
            if (entryType(entries, i) !== 'file') continue;
            const start = entries.dataOffsets[i] ?? 0;
            const content = tar.slice(start, start + (entries.sizes[i] ?? 0));
            for (let at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + text.length))
              expected.push(`${toBinary(entryName(entries, i))} ${i} ${at}`);
          }
        }
        const placed = ({ layer, index, offset }: SearchHit) =>
          `${layers[layer] ? toBinary(entryName(layers[layer].entries, index)) : ''} ${index} ${String(offset)}`;
        const asHex = await search(session, { image, kind: 'hex', pattern: hex });
        expect(asHex.found.map(placed)).toEqual(expected);
        const asText = await search(session, { image, pattern: text });
        const isWide = ({ excerpt, hitStart, hitEnd }: SearchHit) => excerpt.slice(hitStart, hitEnd).includes('·');
        expect(asText.found.filter((hit) => text === '\x7fELF' || !isWide(hit)).map(placed)).toEqual(expected);
        const asRegex = await search(session, { image, kind: 'regex', pattern: text });
        expect(asRegex.found.map(placed)).toEqual(expected);
        expect(asRegex.told.at(-1)?.done).toBe(asRegex.told.at(-1)?.total);
      }
      const named = await search(session, { image, where: 'names', pattern: 'e', isCaseSensitive: true });
      const paths = new Set(layers.flatMap(({ file }) => (file ? [file.path] : [])));
      const expected = [...paths].flatMap((path) => {
        const layer = layers.find(({ file }) => file?.path === path);
        return Array.from({ length: layer?.entries.count ?? 0 }, (_, i) =>
          layer ? toBinary(entryName(layer.entries, i)) : '',
        );
      });
      expect(named.hits).toBe(expected.filter((one) => one.includes('e')).length);
    }
  });
});

describe('the kitchen', () => {
  test('the secret that was deleted later is found, and said to be hidden', async () => {
    const session = await fixtureSession('docker26-classic-kitchen.tar');
    const byName = await search(session, { where: 'names', kind: 'regex', pattern: 'secret' });
    expect(byName.found.some(({ isHidden }) => isHidden)).toBe(true);
    const hidden = byName.found.find(({ isHidden }) => isHidden);
    expect(hidden?.excerpt.slice(hidden.hitStart, hidden.hitEnd)).toBe('secret');
  });
});

/** An image of one layer or more, in the form of Docker's archives. */
function imageOf(...layers: readonly (TestEntry | string)[][]): DumpInput {
  const config = JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } });
  return memoryFolder({
    'manifest.json': JSON.stringify([
      { Config: 'config.json', RepoTags: ['a:b'], Layers: layers.map((_, i) => `${i}/layer.tar`) },
    ]),
    'config.json': config,
    ...Object.fromEntries(layers.map((entries, i) => [`${i}/layer.tar`, testTar(...entries)])),
  });
}

describe('large files', () => {
  const large = `${'.'.repeat(5000)}needle`;
  const layers = [
    [
      { name: 'large', content: large },
      { name: 'a', content: 'needle' },
      { name: 'larger', content: `${large}${large}` },
      { name: 'b', content: 'needle' },
    ],
    [
      { name: 'c', content: 'needle' },
      { name: 'none', content: '' },
    ],
  ];

  test('come behind all others, each once; what is read adds up', async () => {
    const session = await sessionOf(imageOf(...layers));
    const { found, told, searchedFiles, searchedBytes } = await search(session, { pattern: 'needle' }, undefined, 1000);
    expect(found.map(({ path, offset }) => [path, offset])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 0],
      ['large', 5000],
      ['larger', 5000],
      ['larger', 10_006],
    ]);
    expect([searchedFiles, searchedBytes]).toEqual([5, 3 * 6 + 3 * 5006]);
    expect(told.at(-1)?.done).toBe(told.at(-1)?.total);
  });
});

describe('what can go wrong', () => {
  test('it ends at so many hits, and says so', async () => {
    const session = await sessionOf(
      imageOf([
        { name: 'a', content: 'x'.repeat(SEARCH_HITS + 1) },
        { name: 'b', content: 'x' },
      ]),
    );
    const { hits, isCut, told } = await search(session, { pattern: 'x' });
    expect([hits, isCut]).toEqual([SEARCH_HITS, true]);
    expect(told.every((batch) => batch.hits.length <= 100)).toBe(true);
    const exact = await sessionOf(imageOf([{ name: 'a', content: 'x'.repeat(SEARCH_HITS) }]));
    expect(await search(exact, { pattern: 'x' })).toMatchObject({ hits: SEARCH_HITS, isCut: false });
  });
  test('a layer that is not there, or breaks off, is named', async () => {
    const broken = testTar({ name: 'a', content: 'needle' }, { name: 'b', content: 'needle'.repeat(1000) });
    const input = memoryFolder({
      'manifest.json': JSON.stringify([{ Config: 'c.json', RepoTags: null, Layers: ['0/layer.tar', '1/layer.tar'] }]),
      'c.json': '{}',
      '1/layer.tar': broken.slice(0, 2048),
    });
    const { found, notSearched } = await search(await sessionOf(input), { pattern: 'needle' });
    expect(notSearched).toEqual([
      { layer: 0, state: 'absent' },
      { layer: 1, state: 'damaged' },
    ]);
    expect(found.map(({ path, offset }) => [path, offset]).slice(0, 3)).toEqual([
      ['a', 0],
      ['b', 0],
      ['b', 6],
    ]);
  });
  test('a layer used twice is searched once; layers can be chosen', async () => {
    const session = await fixtureSession('docker20-hello.tar');
    const { layers } = session.explore(0);
    const all = await search(session, { where: 'names', pattern: 'hello' });
    const files = new Set(layers.map(({ file }) => file?.path));
    expect(files.size).toBeLessThan(layers.length);
    expect(all.hits).toBeLessThanOrEqual(files.size);
    expect((await search(session, { where: 'names', pattern: 'hello', layers: [99] })).hits).toBe(0);
  });
  test('a pattern that is none is refused; an abort ends the search', async () => {
    const session = await fixtureSession('oci');
    await expect(search(session, { kind: 'regex', pattern: '(' })).rejects.toThrow('pattern-invalid');
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(search(session, { pattern: 'a' }, stop)).rejects.toThrow('enough');
  });
});
