import { expect, test } from 'vitest';
import { LineCounter } from './line-counter.ts';

// U+0A0A and U+010A hold the byte of a line feed, and are none.
const source = 'one\ntwo\r\n\u0a0a\u010a\u0a00\n\nlast';

test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('line feeds of %s, wherever chunks are cut', (encoding) => {
  const little = Buffer.from(source, encoding === 'utf-8' ? 'utf8' : 'utf16le');
  const bytes = Uint8Array.from(encoding === 'utf-16be' ? little.swap16() : little);
  for (const size of [1, 2, 3, 7, 1000]) {
    const counter = new LineCounter(encoding);
    for (let at = 0; at < bytes.length; at += size) counter.push(bytes.subarray(at, at + size));
    expect(counter.lines, `chunks of ${size}`).toBe(4);
  }
});
