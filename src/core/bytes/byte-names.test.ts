import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeName, fromBinary, invalidBytes, isUtf8, toBinary } from './byte-names.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

test.each<[string, Uint8Array, string]>([
  ['nothing', bytes(), ''],
  ['text', new TextEncoder().encode('é€😀'), 'é€😀'],
  ['a byte order mark', bytes(0xef, 0xbb, 0xbf, 0x61), '\ufeffa'],
  ['latin-1', bytes(0x63, 0xe9, 0x21), 'c\\xe9!'],
  ['a cut character', bytes(0x61, 0xe2, 0x82), 'a\\xe2\\x82'],
  ['an overlong slash', bytes(0xc0, 0xaf), '\\xc0\\xaf'],
  ['a surrogate', bytes(0xed, 0xa0, 0x80), '\\xed\\xa0\\x80'],
  ['beyond Unicode', bytes(0xf4, 0x90, 0x80, 0x80), '\\xf4\\x90\\x80\\x80'],
])('%s', (_, name, text) => {
  expect(decodeName(name)).toBe(text);
  expect(isUtf8(name)).toBe(!text.includes('\\x'));
});

test('UTF-8 is what TextDecoder takes', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc.string({ unit: 'grapheme', maxLength: 3 }).map((text) => new TextEncoder().encode(text)),
  );
  const name = fc.array(piece, { maxLength: 5 }).map((pieces) => Uint8Array.from(pieces.flatMap((part) => [...part])));
  fc.assert(
    fc.property(name, (value) => {
      let strict = true;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(value);
      } catch {
        strict = false; // that is the answer
      }
      expect(isUtf8(value)).toBe(strict);
      expect(invalidBytes(value).length === 0).toBe(strict);
      expect(fromBinary(toBinary(value))).toEqual(value);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('binary strings longer than an argument list', () => {
  const long = Uint8Array.from({ length: 300_000 }, (_, i) => i % 256);
  expect(Buffer.compare(fromBinary(toBinary(long)), long)).toBe(0);
});
