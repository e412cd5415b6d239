import { expect, test } from 'vitest';
import { parseSignedTarNumber, parseTarNumber } from './parse-number.ts';

const field = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

test.each([
  ['0000644\0', 0o644],
  ['   644 \0', 0o644],
  ['77777777777\0', 2 ** 33 - 1],
  ['777777777777', 2 ** 36 - 1], // no room for the end
  ['\0\0\0\0\0\0\0\0', 0],
  ['        ', 0],
  ['644\0junk', 0o644],
  ['\x80\0\0\0\0\0\0\x01\0\0\0\0', 2 ** 32],
  ['\x80\0\0\0\0\x1f\xff\xff\xff\xff\xff\xff', Number.MAX_SAFE_INTEGER],
])('%j is %d', (text, value) => expect(parseTarNumber(field(text), 0)).toBe(value));

test.each([
  '0000648\0',
  'x',
  '1 2',
  '-1',
  '0x10',
  '\x80\0\0\0\0\x20\0\0\0\0\0\0',
  '\xff\xff\xff\xff\xff\xff\xff\xff',
  '\xbf\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff',
])('%j is refused, and the error shows the field', (text) => {
  const hex = Buffer.from(text, 'latin1').toString('hex');
  const info = { code: 'tar-number-invalid', data: { offset: 124, field: hex } };
  expect(() => parseTarNumber(field(text), 124)).toThrow(expect.objectContaining({ info }));
});

test.each([
  ['\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff', -1],
  ['\xff\xff\xff\xff\xff\xff\xff\xff\x80\0\0\0', -(2 ** 31)],
  ['\xff\xff\xff\xff\xff\xff\xff\x7f\xff\xff\xff\xff', -(2 ** 39) - 1 + 2 ** 32 - 2 ** 32],
])('signed: %j is %d', (text, value) => expect(parseSignedTarNumber(field(text), 0)).toBe(value));
