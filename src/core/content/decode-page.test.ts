import { expect, test } from 'vitest';
import { bytesOf } from '../testing/write-tar.ts';
import { decodePage, encodeSingleBytes } from './decode-page.ts';

test('pages of UTF-16 and Latin-1 lose and double nothing where they meet', () => {
  const source = 'aé€😀 – “x” ' + 'ß'.repeat(9) + '😀😀€';
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    const little = Buffer.from(source, 'utf16le');
    const bytes = Uint8Array.from(encoding === 'utf-16le' ? little : little.swap16());
    for (const size of [3, 4, 5, 7, 16, 64]) {
      let text = '';
      for (let start = 0; start < bytes.length; start += size) {
        const end = Math.min(bytes.length, start + size);
        const bytesStart = Math.max(0, start - 4);
        text += decodePage({ start, end, bytesStart, bytes: bytes.slice(bytesStart, end + 4) }, encoding);
      }
      expect(text, `${encoding}, pages of ${size}`).toBe(source);
    }
  }
  expect(decodePage({ start: 1, end: 3, bytesStart: 0, bytes: bytesOf('a\x80\x93c') }, 'windows-1252')).toBe('€“');
  expect(decodePage({ start: 1, end: 3, bytesStart: 0, bytes: bytesOf('a\xe9bc') }, 'latin-1')).toBe('éb');
});

test('what is typed is found in the bytes of the encoding, or nowhere', () => {
  expect(encodeSingleBytes('5 € “é”', 'windows-1252')).toEqual(bytesOf('5 \x80 \x93\xe9\x94'));
  expect(encodeSingleBytes('é', 'latin-1')).toEqual(bytesOf('\xe9'));
  expect(encodeSingleBytes('€', 'latin-1')).toBeNull();
  expect(encodeSingleBytes('ж', 'windows-1252')).toBeNull();
  expect(encodeSingleBytes('\u0080', 'windows-1252')).toBeNull();
});
