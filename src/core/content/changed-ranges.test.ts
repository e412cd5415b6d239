import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedRanges } from './changed-ranges.ts';

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) {
    // The same buffer again and again, as readers have it.
    yield bytes.slice(at, at + size);
    await Promise.resolve();
  }
}

test('changed ranges: as comparing byte by byte gives, whatever the chunks', async () => {
  const sides = fc.uint8Array({ maxLength: 300, max: 2 });
  await fc.assert(
    fc.asyncProperty(
      sides,
      sides,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      async (a, b, m, n) => {
        const { ranges, isCut } = await changedRanges(chunksOf(a, m), chunksOf(b, n), 1000);
        expect(isCut).toBe(false);
        for (let at = 0; at < Math.max(a.length, b.length); at++) {
          const isIn = ranges.some(({ start, end }) => at >= start && at < end);
          if (a[at] !== b[at]) expect(isIn).toBe(true);
        }
        for (const { start, end, before, after } of ranges) {
          expect([...before]).toEqual([...a.subarray(start, Math.min(start + 8, end))]);
          expect([...after]).toEqual([...b.subarray(start, Math.min(start + 8, end))]);
          expect(a[start]).not.toBe(b[start]);
          expect(a[end - 1]).not.toBe(b[end - 1]);
        }
      },
    ),
    { seed: 20240607, numRuns: 300 },
  );
  const far = new Uint8Array(2000).map((_, i) => (i % 40 === 0 ? 1 : 0));
  expect(await changedRanges(chunksOf(far, 99), chunksOf(new Uint8Array(2000), 64), 3)).toMatchObject({
    isCut: true,
    ranges: [{ start: 0 }, { start: 40 }, { start: 80 }],
  });
});
