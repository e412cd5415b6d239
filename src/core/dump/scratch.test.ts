import { expect, test } from 'vitest';
import { blobScratch } from './scratch.ts';

test('what is written comes back in order, small, large and reused buffers alike', async () => {
  const scratch = blobScratch();
  const expected: number[] = [];
  const reused = new Uint8Array(1000);
  const write = (length: number, value: number): void => {
    const bytes = length <= reused.length ? reused.subarray(0, length) : new Uint8Array(length);
    bytes.fill(value);
    scratch.write(bytes);
    for (let i = 0; i < length; i++) expected.push(value);
  };
  write(10, 1);
  write(9 * 2 ** 20, 2);
  write(0, 9);
  for (let i = 3; i < 20; i++) write(1000, i);
  const source = await scratch.finish();
  expect(source.size).toBe(expected.length);
  const actual = new Uint8Array(await source.slice(0, source.size).arrayBuffer());
  expect(actual.every((byte, i) => byte === expected[i])).toBe(true);
  await scratch.discard();
  await scratch.discard();
});
