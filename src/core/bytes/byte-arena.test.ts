import { expect, test } from 'vitest';
import { ByteArena } from './byte-arena.ts';

test('thousands of pieces lie in few pieces of memory, each as it was given', () => {
  const arena = new ByteArena();
  const given = Array.from({ length: 3_000 }, (_, i) => new Uint8Array(i % 700).fill(i % 251));
  const kept = given.map((bytes) => arena.keep(bytes));
  expect(kept.every((bytes, i) => Buffer.compare(bytes, given[i] ?? new Uint8Array(0)) === 0)).toBe(true);
  const total = given.reduce((sum, { length }) => sum + length, 0);
  const memories = new Set(kept.map(({ buffer }) => buffer));
  expect(memories.size).toBeLessThan(12);
  expect([...memories].reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThan(total + 300_000);
});

test('what is kept is a copy: the piece it was read with can go', () => {
  const pack = new Uint8Array(1_000).fill(7);
  const kept = new ByteArena().keep(pack.subarray(10, 20));
  pack.fill(0);
  expect([...kept]).toEqual(Array.from({ length: 10 }, () => 7));
  expect(kept.buffer).not.toBe(pack.buffer);
});

test('a large piece has memory of its own, and no more than it needs', () => {
  const arena = new ByteArena();
  const small = arena.keep(new Uint8Array(10));
  const large = arena.keep(new Uint8Array(100_000).fill(1));
  expect(large.buffer.byteLength).toBe(100_000);
  expect(arena.keep(new Uint8Array(10)).buffer).toBe(small.buffer);
});
