import { expect, test } from 'vitest';
import type { DumpFile, DumpModel, Reference } from '../core/dump/dump-model.ts';
import { inFull, lengthsOf, type ListLengths, partOf, placesOf } from './model-parts.ts';

const HEX = (i: number): string => String(i).padStart(64, '0');
/** In the order of their paths, as those of a model are. */
const pathAt = (i: number): string => `blobs/sha256/${HEX(i)}`;

const reference = (i: number, files: number): Reference => ({
  from: i % 5 === 0 ? `absent/${i}` : pathAt(i % Math.max(1, files)),
  pointer: `/layers/${i % 7}/digest`,
  relation: i % 2 === 0 ? 'layer' : 'subject',
  digest: i % 3 === 0 ? null : i % 3 === 1 ? `sha256:${HEX(i)}` : `not a digest ${i}`,
  path: i % 11 === 0 ? null : pathAt(i),
  present: i < files,
  size: i % 4 === 0 ? null : i * 2 ** 33,
  mediaType: i % 6 === 0 ? null : `type/${i % 6}`,
  optional: i % 13 === 0,
  label: `layers[${i % 7}]`,
});

const model = (files: number, references: number): DumpModel =>
  ({
    name: 'large',
    files: Array.from({ length: files }, (_, i) => ({ path: pathAt(i), source: null }) as DumpFile),
    references: Array.from({ length: references }, (_, i) => reference(i, files)),
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
    expect(part.references.length + (part.packed?.count ?? 0)).toBeLessThanOrEqual(2_000);
    return Promise.resolve(part);
  };
  const { files: firstFiles, references: firstReferences, ...extras } = partOf(whole, START);
  const first = { ...whole, files: firstFiles, references: firstReferences };
  expect(await inFull(first, { lengths: lengthsOf(whole), ...extras }, next)).toEqual(whole);
  expect(asked).toHaveLength(calls);
});

test('of many picked files none is posted back: who picked them has them', async () => {
  const picked = Array.from({ length: 2_500 }, (_, i) => ({ path: pathAt(i), file: new File([String(i)], String(i)) }));
  const files = model(2_501, 0).files.map((file, i) => ({
    ...file,
    source: picked[i]?.file ?? new Blob(['elsewhere']),
  }));
  const whole = { ...model(0, 0), files };
  const places = placesOf(whole, picked);
  const next = (from: ListLengths) => Promise.resolve(partOf(whole, from, places));
  const { files: firstFiles, references, ...extras } = partOf(whole, START, places);
  expect(firstFiles.every(({ source }) => source === null)).toBe(true);
  const first = { ...whole, files: firstFiles, references };
  const arrived = await inFull(first, { lengths: lengthsOf(whole), ...extras }, next, picked);
  expect(arrived.files.map(({ source }) => source)).toEqual(files.map(({ source }) => source));
  expect(arrived.files[7]?.source).toBe(picked[7]?.file);
});

test('parts that never come are no endless wait', async () => {
  const nothing = () => Promise.resolve({ files: [], references: [] });
  await expect(inFull(model(1, 0), { lengths: { files: 2, references: 0 } }, nothing)).rejects.toThrow('fewer files');
});
