import { expect, test } from 'vitest';
import { readChunks } from '../core/bytes/read-chunks.ts';
import { PauseGate } from './pause-gate.ts';

test('a paused source gives nothing until it goes on, then every byte', async () => {
  const bytes = new Uint8Array(300_000).map((_byte, i) => i % 251);
  const gate = new PauseGate();
  const source = gate.guard(new Blob([bytes]));
  expect(source.size).toBe(300_000);
  gate.setPaused(true);
  gate.setPaused(true);
  let seen = 0;
  const got: number[] = [];
  const reading = (async () => {
    for await (const chunk of readChunks(source, { chunkBytes: 65_536 })) {
      seen += chunk.length;
      got.push(...chunk);
      if (seen === 65_536) gate.setPaused(true);
    }
  })();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen).toBe(0);
  gate.setPaused(false);
  await expect.poll(() => seen).toBe(65_536);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen).toBe(65_536);
  gate.setPaused(false);
  await reading;
  expect(got.length).toBe(300_000);
  expect(Uint8Array.from(got)).toEqual(bytes);
});
