import { expect, test } from 'vitest';
import type { DumpFile, DumpModel, Reference } from '../core/dump/dump-model.ts';
import { inFull, lengthsOf, type ListLengths, partOf } from './model-parts.ts';

const model = (files: number, references: number): DumpModel =>
  ({
    name: 'large',
    files: Array.from({ length: files }, (_, i) => ({ path: `file ${i}` }) as DumpFile),
    references: Array.from({ length: references }, (_, i) => ({ pointer: `/${i}` }) as Reference),
  }) as unknown as DumpModel;

const START: ListLengths = { files: 0, references: 0 };

test.each([
  [0, 0, 0],
  [2_000, 7, 0],
  [2_001, 0, 1],
  [5, 9_500, 4],
])('%i files and %i references come over in parts, in order', async (files, references, calls) => {
  const whole = model(files, references);
  const asked: ListLengths[] = [];
  const next = (from: ListLengths) => {
    asked.push(from);
    const part = partOf(whole, from);
    expect(part.files.length).toBeLessThanOrEqual(2_000);
    expect(part.references.length).toBeLessThanOrEqual(2_000);
    return Promise.resolve(part);
  };
  const first = { ...whole, ...partOf(whole, START) };
  expect(await inFull(first, lengthsOf(whole), next)).toEqual(whole);
  expect(asked).toHaveLength(calls);
});

test('parts that never come are no endless wait', async () => {
  const nothing = () => Promise.resolve({ files: [], references: [] });
  await expect(inFull(model(1, 0), { files: 2, references: 0 }, nothing)).rejects.toThrow('fewer files');
});
