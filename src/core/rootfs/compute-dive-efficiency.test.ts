import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diveModel } from '../testing/dive-model.ts';
import { imageArbitrary } from '../testing/image-arbitrary.ts';
import { layerOf } from '../testing/layer-of.ts';
import { computeDiveEfficiency } from './compute-dive-efficiency.ts';
import { stackLayers } from './stack-layers.ts';

/** Few names, so that they meet; those before `.` in the order of bytes come before their own marks. */
const PARTS = [
  'a',
  'b',
  '+x',
  '.wh.a',
  '.wh.+x',
  '.wh.b',
  '.wh.',
  '.wh..',
  '.wh...',
  '.wh..wh.p',
  '.wh..wh..opq',
  '..',
];
const entry = fc
  .record({ parts: fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 3 }), size: fc.nat({ max: 9 }) })
  .map(({ parts, size }) =>
    size < 3 ? { name: `${parts.join('/')}/`, flag: '5' } : { name: parts.join('/'), content: 'x'.repeat(size) },
  );
const layers = fc.array(fc.array(entry, { maxLength: 8 }), { maxLength: 4 });

test('the figures are those of trees built as dive builds them, whatever the names', () => {
  fc.assert(
    fc.property(layers, (lines) => {
      const stacked = lines.map((names) => layerOf(...names));
      expect(computeDiveEfficiency(stackLayers(stacked))).toEqual(diveModel(stacked));
    }),
    { numRuns: 600 },
  );
});

test('and for images like real ones', () => {
  fc.assert(
    fc.property(imageArbitrary, (image) => {
      expect(computeDiveEfficiency(stackLayers(image))).toEqual(diveModel(image));
    }),
    { numRuns: 300 },
  );
});
