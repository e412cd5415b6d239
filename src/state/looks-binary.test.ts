import { expect, test } from 'vitest';
import { looksBinary } from './looks-binary.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('text is text, in any script and with its control characters', () => {
  expect(looksBinary(text('{"a": "é – 😀"}\r\n\tx\u001b[1m'))).toBe(false);
  expect(looksBinary(text('größe').subarray(0, 3))).toBe(false);
  expect(looksBinary(new Uint8Array(0))).toBe(false);
});

test('zero bytes and many control bytes are no text', () => {
  expect(looksBinary(text('ustar\u0000'))).toBe(true);
  expect(looksBinary(new Uint8Array([0x1f, 0x8b, 8, 1, 2, 3]))).toBe(true);
  expect(
    looksBinary(new Uint8Array([1, 0xff, ...text('long enough to hide one control byte among its letters, or so')])),
  ).toBe(true);
});
