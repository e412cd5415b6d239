import { describe, expect, test } from 'vitest';
import type { Waste } from '../../core/rootfs/measure-waste.ts';
import type { LayerBytes } from '../../state/bytes-view.svelte.ts';
import { contentWords, layerGap, percent, shownByLinks, unknownLayers } from './bytes-words.ts';

test.each([
  [0, 0, '0 %'],
  [0, 10, '0 %'],
  [10, 10, '100 %'],
  [1, 3, '33.3 %'],
  [1, 1_000_000, '< 0.1 %'],
  [999_999, 1_000_000, '> 99.9 %'],
  [0.887, 1, '88.7 %'],
])('%d of %d is %s', (part, whole, words) => expect(percent(part, whole)).toBe(words));

test('what hard links still show is added up over all classes of waste', () => {
  const of = (linkedBytes: number) => ({ linkedBytes });
  const waste = { classes: { overwritten: of(1), metadata: of(20), deleted: of(300) } } as unknown as Waste;
  expect(shownByLinks(waste)).toBe(321);
});

describe('layers of which not all is known', () => {
  const row = (layer: number, state: LayerBytes['state'], isCut = false): LayerBytes => ({
    layer,
    state,
    isCut,
    createdBy: null,
    storedBytes: null,
    uncompressedBytes: null,
    contentBytes: null,
    files: null,
    shownBytes: null,
    sameAs: null,
    otherImages: 0,
  });
  const rows = [row(0, 'read'), row(1, 'read', true), row(2, 'absent'), row(3, 'unread'), row(4, 'unread')];

  test('are named with the reason', () => {
    expect(unknownLayers(rows, true)).toEqual([
      'Layers 4, 5 are being read.',
      'Layer 3 is not in this dump.',
      'Layer 2 is damaged and counted up to the fault.',
    ]);
    expect(unknownLayers(rows, false)[0]).toBe('Layers 4, 5 were not read.');
    expect(unknownLayers([row(0, 'read')], false)).toEqual([]);
    expect(unknownLayers([row(0, 'encrypted'), row(1, 'no-tar'), row(2, 'not-unpacked')], false)).toEqual([
      'Layer 1 is encrypted.',
      'Layer 3 is packed with bzip2 or xz, which Tallyman does not unpack.',
      'Layer 2 holds no file tree.',
    ]);
  });

  test('many of them are not all named', () => {
    const many = Array.from({ length: 9 }, (_, layer) => row(layer, 'absent'));
    expect(unknownLayers(many, false)).toEqual(['Layers 1, 2, 3, 4, 5, 6 and more are not in this dump.']);
  });

  test('one by one', () => {
    expect(rows.map(layerGap)).toEqual([null, 'damaged', 'not in the dump', 'not read yet', 'not read yet']);
  });
});

test('files may be larger than their tars where they have holes', () => {
  const plain = { contentBytes: 10, uncompressedBytes: 1024 };
  expect(contentWords([plain, { contentBytes: 10, uncompressedBytes: null }])).toContain('What the tars hold');
  expect(contentWords([plain, { contentBytes: 1025, uncompressedBytes: 1024 }])).toContain('holes');
});
