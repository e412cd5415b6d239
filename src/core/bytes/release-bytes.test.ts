import { expect, test, vi } from 'vitest';
import { releaseBytes } from './release-bytes.ts';

test('all views of the buffers are empty after it', () => {
  const bytes = new Uint8Array(64);
  const part = bytes.subarray(8, 16);
  const numbers = new Float64Array(8);
  releaseBytes(part, numbers, part);
  expect([bytes.length, part.length, numbers.length, bytes.buffer.byteLength]).toEqual([0, 0, 0, 0]);
  releaseBytes(part, numbers);
});

test('the memory goes with the buffers: they are moved away, not emptied in their place', () => {
  const sent = vi.spyOn(MessagePort.prototype, 'postMessage');
  const bytes = new Uint8Array(8);
  const { buffer } = bytes;
  releaseBytes(bytes);
  expect(sent.mock.calls).toEqual([[null, [buffer]]]);
  sent.mockRestore();
});
