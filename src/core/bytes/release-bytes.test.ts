import { expect, test } from 'vitest';
import { releaseBytes } from './release-bytes.ts';

test('all views of the buffers are empty after it', () => {
  const bytes = new Uint8Array(64);
  const part = bytes.subarray(8, 16);
  const numbers = new Float64Array(8);
  releaseBytes(part, numbers, part);
  expect([bytes.length, part.length, numbers.length, bytes.buffer.byteLength]).toEqual([0, 0, 0, 0]);
});

test('the platform takes the memory back where it can', () => {
  const asked: number[] = [];
  const buffer = new ArrayBuffer(8);
  Object.defineProperty(buffer, 'transfer', { value: (length: number) => asked.push(length) });
  releaseBytes(new Uint8Array(buffer));
  expect(asked).toEqual([0]);
});
