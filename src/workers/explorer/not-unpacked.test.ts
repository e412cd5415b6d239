import { expect, test } from 'vitest';
import { layoutOf, sha256, tarOf } from '../../core/testing/image-parts.ts';
import { memoryFolder } from '../../core/testing/open-input.ts';
import { helloTar, packedHello } from '../../core/testing/rare-packings.ts';
import { sessionOf } from '../testing/fixture-session.ts';
import { bytesOfImage } from './bytes-of-image.ts';
import { layerGaps } from './layer-gaps.ts';

const above = tarOf({ name: 'above', content: 'x' });
const dump = (kind: keyof typeof packedHello) =>
  memoryFolder(
    layoutOf({
      layers: [packedHello[kind], above],
      config: (c) => (c['rootfs'] = { type: 'layers', diff_ids: [helloTar, above].map(sha256) }),
    }),
  );

test.each(['xz', 'bzip2'] as const)('a layer packed with %s has a state of its own, and no sums', async (kind) => {
  const session = await sessionOf(dump(kind));
  const image = session.explore(0);
  expect(image.layers.map(({ state }) => state)).toEqual(['not-unpacked', 'read']);
  expect(layerGaps(image, () => true)).toEqual([{ layer: 0, state: 'not-unpacked' }]);
  const bytes = bytesOfImage(session, 0);
  expect(bytes.layers[0]).toMatchObject({
    state: 'not-unpacked',
    storedBytes: packedHello[kind].length,
    uncompressedBytes: null,
    contentBytes: null,
    files: null,
    isCut: false,
  });
  expect(bytes.layers[1]).toMatchObject({ state: 'read', uncompressedBytes: above.length, files: 1 });
  // What is not unpacked stands on neither side of the ratio.
  expect(bytes.dump).toMatchObject({ unpackedFrom: above.length, unpackedBytes: above.length });
});
