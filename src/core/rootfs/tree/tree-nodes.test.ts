import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { decodeName } from '../../bytes/byte-names.ts';
import { entryName } from '../../layer/entry-fields.ts';
import type { LayerEntries } from '../../layer/layer-entries.ts';
import { imageArbitrary } from '../../testing/image-arbitrary.ts';
import { layerOf } from '../../testing/layer-of.ts';
import { treeAt } from '../file-tree.ts';
import { CHANGE_STATES, layerChanges } from '../layer-changes.ts';
import { stackLayers } from '../stack-layers.ts';
import { layerNodes } from './layer-nodes.ts';
import { mergedNodes } from './merged-nodes.ts';
import type { TreeNodes } from './tree-nodes.ts';

// The machine may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

/** `path mark bytes/entries` of all nodes but the root, by path. */
function rowsOf(nodes: TreeNodes): string[] {
  const rows: string[] = [];
  const visit = (folder: number, above: string): void => {
    for (const node of nodes.childrenOf(folder)) {
      const path = `${above}${decodeName(nodes.nameOf(node))}`;
      const mark = CHANGE_STATES[(nodes.marks[node] ?? 0) - 1] ?? '';
      rows.push(`${path} ${mark} ${nodes.bytesIn[node] ?? 0}/${nodes.entriesIn[node] ?? 0}`);
      visit(node, `${path}/`);
    }
  };
  visit(0, '');
  return rows.sort();
}

const merged = (layers: readonly LayerEntries[], layer = layers.length - 1): string[] => {
  const stack = stackLayers(layers);
  return rowsOf(mergedNodes(treeAt(stack, layer), layerChanges(stack, layer)));
};
const own = (layers: readonly LayerEntries[]): string[] => {
  const stack = stackLayers(layers);
  return rowsOf(layerNodes(stack, layerChanges(stack, layers.length - 1)));
};

const base = layerOf(
  { name: 'd/', flag: '5' },
  { name: 'd/a', content: 'aaa' },
  { name: 'd/b', content: 'bbbb' },
  { name: 'e/f', content: 'ff' },
  { name: 'keep', content: 'k' },
);

describe('the merged tree', () => {
  test('what the layer took away stays in sight, and is not added to what is there', () => {
    expect(
      merged([base, layerOf({ name: 'd/.wh.a' }, { name: 'd/new', content: '12345' }, { name: '.wh.e' })]),
    ).toEqual([
      'd  9/3',
      'd/a deleted 3/1',
      'd/b  4/1',
      'd/new added 5/1',
      'e deleted 2/1',
      'e/f deleted 2/1',
      'keep  1/1',
    ]);
  });
  test('a layer later it is out of sight', () => {
    const layers = [base, layerOf({ name: '.wh.d' }), layerOf({ name: 'keep', content: 'k', mode: 0o600 })];
    expect(merged(layers, 1)).toContain('d deleted 7/3');
    expect(merged(layers)).toEqual(['e  2/1', 'e/f  2/1', 'keep metadata 1/1']);
  });
  test('an opaque mark is told apart; what is put there again is there', () => {
    expect(merged([base, layerOf({ name: 'd/.wh..wh..opq' }, { name: 'd/a', content: 'x' })])).toEqual([
      'd  1/2',
      'd/a changed 1/1',
      'd/b opaque 4/1',
      'e  2/1',
      'e/f  2/1',
      'keep  1/1',
    ]);
  });
  test('below a file in the place of a folder lies what was in the folder', () => {
    expect(merged([base, layerOf({ name: 'd', content: 'x' })]).slice(0, 3)).toEqual([
      'd changed 1/1',
      'd/a deleted 3/1',
      'd/b deleted 4/1',
    ]);
  });
});

describe('the tree of one layer', () => {
  test('deletion marks stand at what they name, with what they hid', () => {
    expect(own([base, layerOf({ name: '.wh.d' }, { name: '.wh.e' }, { name: '.wh.none' })])).toEqual([
      'd deleted 7/3',
      'e deleted 2/1',
      'none deleted 0/1',
    ]);
  });
  test('what stands twice at a path is there twice', () => {
    const layer = layerOf(
      { name: '.wh.d' },
      { name: 'd/.wh..wh..opq' },
      { name: 'd/a', content: '1' },
      { name: 'd/a', content: '22' },
      { name: '.wh..wh.aufs' },
    );
    expect(own([base, layer])).toEqual([
      '.wh..wh.aufs ignored 0/1',
      'd  3/3',
      'd deleted 7/3',
      'd/.wh..wh..opq opaque 0/1',
      'd/a changed 2/1',
      'd/a overruled 1/1',
    ]);
  });
  test('every entry has a row, whatever comes', () => {
    fc.assert(
      fc.property(imageArbitrary, (layers) => {
        const stack = stackLayers(layers);
        layers.forEach((layer, k) => {
          const nodes = layerNodes(stack, layerChanges(stack, k));
          const marks = CHANGE_STATES.map((_, code) => nodes.marks.filter((mark) => mark === code + 1).length);
          expect(marks).toEqual(layerChanges(stack, k).counts);
          const names = Array.from({ length: layer.count }, (_, i) => decodeName(entryName(layer, i)));
          const paths = new Set(
            names.map((name) => (name.endsWith('.wh..wh..opq') ? name : name.replace('.wh.', '').replace(/\/$/, ''))),
          );
          const rows = new Set(
            rowsOf(nodes).map((row) => row.slice(0, row.lastIndexOf(' ', row.lastIndexOf(' ') - 1))),
          );
          for (const path of paths) expect(rows).toContain(path);
        });
      }),
      { seed: 31, numRuns: 120 },
    );
  });
});

test('merged rows without what was taken away are the tree, at every layer', () => {
  fc.assert(
    fc.property(imageArbitrary, (layers) => {
      const stack = stackLayers(layers);
      layers.forEach((_, k) => {
        const tree = treeAt(stack, k);
        const nodes = mergedNodes(tree, layerChanges(stack, k));
        const below = k === 0 ? null : treeAt(stack, k - 1);
        for (let path = 1; path < stack.paths.count; path++) {
          const mark = CHANGE_STATES[(nodes.marks[path] ?? 0) - 1];
          const isGone = mark === 'deleted' || mark === 'opaque';
          expect(isGone).toBe(!tree.has(path) && below?.has(path) === true);
          expect(nodes.rowsIn[path] !== 0).toBe(tree.has(path) || below?.has(path) === true);
          if (tree.has(path))
            expect([nodes.entry[path], nodes.bytesIn[path]]).toEqual([tree.shown[path], tree.bytesIn[path]]);
          else if (isGone)
            expect([nodes.entry[path], nodes.bytesIn[path]]).toEqual([below?.shown[path], below?.bytesIn[path]]);
        }
      });
    }),
    { seed: 37, numRuns: 120 },
  );
});
