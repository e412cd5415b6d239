import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf } from '../testing/write-tar.ts';
import { findBytes } from './find-bytes.ts';

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) {
    // The same buffer again and again, as readers have it.
    yield bytes.slice(at, at + size);
    await Promise.resolve();
  }
}

test('findBytes: where indexOf finds it, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', 'B', 'c'), maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('A', 'b', 'C'), minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      async (text, wanted, size) => {
        const at = text.toLowerCase().indexOf(wanted.toLowerCase());
        const found = await findBytes(chunksOf(bytesOf(text), size), bytesOf(wanted), { foldCase: true });
        expect(found).toBe(at < 0 ? null : at);
      },
    ),
    { seed: 20240607, numRuns: 500 },
  );
});
