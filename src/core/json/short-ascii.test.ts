import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortAscii } from './short-ascii.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test('short texts come out as they stand, however many there are and however often', () => {
  // More texts than are remembered: places are taken over, and what comes again is right all the same.
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 30 });
  const texts = fc.sample(ascii, { numRuns: 5_000, seed: 7 });
  for (const text of [...texts, ...texts]) {
    const around = bytesOf(`"${text}"`);
    expect(shortAscii(around, 1, around.length - 1)).toBe(text);
  }
});

test('what is long or no ASCII is for the decoder', () => {
  const fits = bytesOf('a'.repeat(80));
  expect(shortAscii(fits, 0, fits.length)).toBe('a'.repeat(80));
  expect(shortAscii(bytesOf('a'.repeat(81)), 0, 81)).toBe(null);
  expect(shortAscii(bytesOf('größe'), 0, 7)).toBe(null);
  expect(shortAscii(bytesOf('ab'), 1, 3)).toBe(null); // behind the end
});
