import { expect, test } from 'vitest';
import { ByteColumn } from './byte-column.ts';
import { NumberColumn } from './number-column.ts';
import { packColumns } from './pack-columns.ts';

function filled<T extends { push(value: number): void }>(column: T, ...values: readonly number[]): T {
  for (const value of values) column.push(value);
  return column;
}

test('columns of every kind, and empty ones, keep their kind and numbers in one buffer', () => {
  const bytes = new ByteColumn();
  bytes.push(Uint8Array.of(1, 2));
  bytes.push(Uint8Array.of(3));
  const packed = packColumns({
    bytes,
    none: NumberColumn.words(),
    shorts: filled(NumberColumn.shorts(), 65_535, 7),
    words: filled(NumberColumn.words(), 4_294_967_295),
    numbers: filled(NumberColumn.narrow(), -1.5, 2 ** 53),
  });
  expect(packed).toEqual({
    bytes: Uint8Array.of(1, 2, 3),
    none: new Uint32Array(0),
    shorts: Uint16Array.of(65_535, 7),
    words: Uint32Array.of(4_294_967_295),
    numbers: Float64Array.of(-1.5, 2 ** 53),
  });
  expect(new Set(Object.values(packed).map(({ buffer }) => buffer)).size).toBe(1);
  expect(packed.numbers.buffer.byteLength).toBe(8 + 0 + 8 + 8 + 16);
  expect(bytes.byteLength).toBe(0);
});
