import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePlainOctal, parseSignedTarNumber, parseTarNumber } from './parse-number.ts';

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

test('the fast way gives what the general one gives, or -1', () => {
  const plain = ['0000644\0', '644\0junk', '\0\0\0\0\0\0\0\0', '014436\0 ', '0014436 '];
  expect(plain.map((text) => parsePlainOctal(field(text), 0, 8))).toEqual([0o644, 0o644, 0, 0o14436, 0o14436]);
  const other = ['   644 \0', '77777777', '        ', '1 2\0\0\0\0\0', '\x80\0\0\0\0\0\0\x01', '9\0\0\0\0\0\0\0'];
  for (const text of other) expect(parsePlainOctal(field(text), 0, 8), text).toBe(-1);
  const bytes = fc.oneof(fc.constantFrom(0, 0x20, 0x30, 0x31, 0x37, 0x38, 0x80), fc.nat(255));
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 8, maxLength: 12 }), (drawn) => {
      const block = Uint8Array.from([0x37, ...drawn, 0x37]);
      const value = parsePlainOctal(block, 1, block.length - 1);
      if (value >= 0) expect(value).toBe(parseTarNumber(block.subarray(1, -1), 0));
    }),
    { numRuns: 2_000 },
  );
});
