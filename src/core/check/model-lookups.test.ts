import { expect, test } from 'vitest';
import type { DumpModel, Reference } from '../dump/dump-model.ts';
import { forgetModelLookups, lookupsOf } from './model-lookups.ts';

const DOCUMENTS = new Map();

/** A document with so many references, each digest and pointer twice. */
const modelWith = (count: number): DumpModel =>
  ({
    files: [],
    images: [],
    references: Array.from(
      { length: count },
      (_, i) =>
        ({
          from: 'index.json',
          pointer: `/${i >> 1}`,
          digest: i === 0 ? null : `d${i >> 1}`,
          path: `${i}`,
        }) as Reference,
    ),
  }) as unknown as DumpModel;

test.each([6, 400])('of %i references the first one that fits is found', (count) => {
  const model = modelWith(count);
  const lookups = lookupsOf(model, DOCUMENTS);
  for (let i = 1; i < count >> 1; i += 1) {
    expect(lookups.firstByPointer('index.json', `/${i}`)).toBe(model.references[2 * i]);
    expect(lookups.firstByDigest('index.json', `d${i}`)).toBe(model.references[2 * i]);
  }
  expect(lookups.firstByDigest('index.json', 'd0')?.path).toBe('1');
  expect(lookups.firstByDigest('elsewhere', 'd1')).toBeUndefined();
  expect(lookups.firstByPointer('index.json', '/none')).toBeUndefined();
});

test('they are made once for a dump, and again when they were let go of or its documents are others', () => {
  const model = modelWith(2);
  const first = lookupsOf(model, DOCUMENTS);
  expect(lookupsOf(model, DOCUMENTS)).toBe(first);
  expect(lookupsOf(model, new Map())).not.toBe(first);
  const again = lookupsOf(model, DOCUMENTS);
  forgetModelLookups();
  expect(lookupsOf(model, DOCUMENTS)).not.toBe(again);
});
