import { openAsBlob, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bytesOf, END_MARK, testEntry, testTar } from '../testing/write-tar.ts';
import { indexTar } from './index-tar.ts';

const fixtures = new URL('../../../tests/fixtures/', import.meta.url);
const tars = readdirSync(fixtures).filter((name) => name.endsWith('.tar'));

test('the dumps are there', () => expect(tars.length).toBeGreaterThan(10));

test.each(tars)('%s: lists the files that Python’s tarfile found, with their sizes', async (name) => {
  const truth = JSON.parse(readFileSync(new URL(`truth/${name}.json`, fixtures), 'utf8')) as {
    files: Record<string, { size?: number }>;
  };
  const progress: number[] = [];
  const index = await indexTar(await openAsBlob(new URL(name, fixtures)), {
    onProgress: (done) => progress.push(done),
  });
  expect(index).toMatchObject({ fault: null, endBlocks: 2, isTar: true, lastPadded: true });
  expect(
    index.entries
      .filter(({ type }) => type !== 'dir')
      .map((entry) => entry.name)
      .sort(),
  ).toEqual(Object.keys(truth.files).sort());
  for (const entry of index.entries) {
    if (entry.type === 'file') expect(entry.size, entry.name).toBe(truth.files[entry.name]?.size);
  }
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
});

describe('jumping', () => {
  test('content is not read, and offsets beyond 4 GiB hold', async () => {
    const size = 5 * 2 ** 30 + 1;
    const head = bytesOf(testEntry({ name: 'big', size }));
    const tail = bytesOf(testEntry({ name: 'small', content: 'x' }) + END_MARK);
    const total = head.length + size + 511 + tail.length;
    const reads: [number, number][] = [];
    const source = {
      size: total,
      slice(start = 0, end = total) {
        reads.push([start, end]);
        const bytes = new Uint8Array(end - start);
        if (start === 0) bytes.set(head);
        if (start === total - tail.length) bytes.set(tail.subarray(0, end - start));
        return new Blob([bytes]);
      },
      stream: () => new Blob([]).stream(),
    };
    const { entries, fault } = await indexTar(source);
    expect(fault).toBeNull();
    expect(entries.map(({ name, headerOffset }) => [name, headerOffset])).toEqual([
      ['big', 0],
      ['small', total - tail.length],
    ]);
    expect(reads.length).toBe(2);
  });

  test('small files share a window, and an abort ends the work', async () => {
    const tar = testTar(...Array.from({ length: 2000 }, (_, i) => ({ name: `f${i}`, content: 'x' })));
    let slices = 0;
    const blob = new Blob([tar]);
    const counted = {
      size: tar.length,
      stream: () => blob.stream(),
      slice: (from?: number, to?: number) => (slices++, blob.slice(from, to)),
    };
    expect((await indexTar(counted)).entries.length).toBe(2000);
    expect(slices).toBeLessThan(8);
    await expect(indexTar(blob, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
