import { expect, test } from 'vitest';
import { packColumns } from './pack-columns.ts';

test('columns of every kind, and empty ones, keep their kind and numbers in one buffer', () => {
  const columns = () => ({
    bytes: Uint8Array.of(1, 2, 3),
    none: new Uint32Array(0),
    shorts: Uint16Array.of(65_535, 7),
    words: Uint32Array.of(4_294_967_295),
    numbers: Float64Array.of(-1.5, 2 ** 53),
  });
  const packed = packColumns(columns());
  expect(packed).toEqual(columns());
  expect(new Set(Object.values(packed).map(({ buffer }) => buffer)).size).toBe(1);
  expect(packed.numbers.buffer.byteLength).toBe(8 + 0 + 8 + 8 + 16);
});

test('a part of a larger array takes only its own room, and the memory of the original is given back', () => {
  const whole = Uint32Array.of(1, 2, 3, 4);
  const { part } = packColumns({ part: whole.subarray(1, 3) });
  expect(part).toEqual(Uint32Array.of(2, 3));
  expect(part.buffer.byteLength).toBe(8);
  expect(whole.length).toBe(0);
});
