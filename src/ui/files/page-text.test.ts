import { expect, test } from 'vitest';
import { pageText, visibleText } from './page-text.ts';

test('no character is lost or doubled where pages meet, whatever the page size', () => {
  const source = 'aé€😀 – “x” ' + 'ß'.repeat(9) + '😀😀€';
  const bytes = new TextEncoder().encode(source);
  for (const size of [4, 5, 7, 16, 64]) {
    let text = '';
    for (let start = 0; start < bytes.length; start += size) {
      const end = Math.min(bytes.length, start + size);
      const bytesStart = Math.max(0, start - 3);
      text += pageText({ start, end, bytesStart, bytes: bytes.slice(bytesStart, end + 3) }).text;
    }
    expect(text, `pages of ${size} bytes`).toBe(source);
  }
});

test('bytes that are no text are counted', () => {
  const bytes = new Uint8Array([104, 0xff, 105, 0x80]);
  expect(pageText({ start: 0, end: 4, bytesStart: 0, bytes })).toEqual({ text: 'h\ufffdi\ufffd', undecodable: 2 });
});

test('what is invisible or turns text round is shown', () => {
  expect(visibleText('a\u202eb\u0000\tc\n\u007f\u200b')).toBe('a⟨U+202E⟩b\u2400\tc\n\u2421⟨U+200B⟩');
});
