import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteColumn } from './byte-column.ts';
import { BLOCK_BYTES } from './column-blocks.ts';
import { StringColumn } from './string-column.ts';

const moved = (column: ByteColumn): Uint8Array => column.moveTo(new ArrayBuffer(column.byteLength + 3), 3);

test('bytes of any length, over the ends of blocks too, come back end to end', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 70 }),
    fc.nat(2 * BLOCK_BYTES + 5).map((length) => Uint8Array.from({ length }, (_, i) => i * 7)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const column = new ByteColumn();
      for (const bytes of pieces) column.push(bytes);
      expect(Buffer.concat(pieces).equals(moved(column))).toBe(true);
      expect(column.byteLength).toBe(0);
    }),
    { seed: 11, numRuns: 60 },
  );
});

test('strings know where they end', () => {
  const strings = new StringColumn();
  for (const text of ['one', '', 'three']) strings.push(new TextEncoder().encode(text));
  expect(new TextDecoder().decode(moved(strings.bytes))).toBe('onethree');
  expect(strings.ends.moveTo(new ArrayBuffer(16), 0)).toEqual(Uint32Array.of(3, 3, 8));
});
