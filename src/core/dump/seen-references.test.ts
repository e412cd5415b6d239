import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeenReferences, type ReferencePlace } from './seen-references.ts';

test('few or many of one document, a reference is known again by its four parts', () => {
  const place: fc.Arbitrary<ReferencePlace> = fc.record({
    from: fc.constantFrom('a', 'b', 'c'),
    pointer: fc.nat(12).map((i) => `/layers/${i}`),
    relation: fc.constantFrom('layer', 'subject'),
    path: fc.constantFrom(null, 'blobs/1', 'blobs/2'),
  });
  const seen = new SeenReferences();
  const keys = new Set<string>();
  for (const one of fc.sample(place, { numRuns: 2_000, seed: 3 })) {
    const key = JSON.stringify([one.from, one.pointer, one.relation, one.path]);
    expect(seen.has({ ...one })).toBe(keys.has(key));
    if (!keys.has(key)) seen.add(one);
    keys.add(key);
  }
  expect(keys.size).toBeGreaterThan(100);
});

test('a document with a hundred thousand of them takes no time that grows with their square', () => {
  const seen = new SeenReferences();
  const start = performance.now();
  for (let i = 0; i < 100_000; i += 1) {
    const one: ReferencePlace = {
      from: 'index.json',
      pointer: '/rootfs/diff_ids/0',
      relation: 'diff-id',
      path: `${i}`,
    };
    if (seen.has(one)) throw new Error(`${i} was not there`);
    seen.add(one);
  }
  expect(performance.now() - start).toBeLessThan(5_000);
});
