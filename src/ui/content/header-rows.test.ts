import { expect, test } from 'vitest';
import { headerRows } from './header-rows.ts';

test('rows of a header: pieces belong to one field each, and lose no byte', () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, i) => i);
  const field = (start: number, end: number) => ({ start, end, name: '', value: '', note: null });
  const rows = headerRows(bytes, 512, [field(2, 10), field(10, 20)]);
  const [first] = rows;
  if (first?.kind !== 'bytes') throw new Error('no bytes');
  expect(first.offset).toBe(512);
  expect(first.pieces.map(({ text }) => text).join('')).toBe('00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f');
  expect(
    first.pieces
      .filter(({ field: owner }) => owner === 0)
      .map(({ text }) => text.trim())
      .join(' '),
  ).toBe('02 03 04 05 06 07  08 09');
});
