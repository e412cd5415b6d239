/** Layers made up by chance: what the tree shows at every layer is what a slow model says that shares nothing with it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layerChanges } from '../../src/core/rootfs/layer-changes.ts';
import { treeAt } from '../../src/core/rootfs/file-tree.ts';
import { stackLayers } from '../../src/core/rootfs/stack-layers.ts';
import { FoldedRows } from '../../src/core/rootfs/tree/folded-rows.ts';
import { layerNodes } from '../../src/core/rootfs/tree/layer-nodes.ts';
import { mergedNodes } from '../../src/core/rootfs/tree/merged-nodes.ts';
import { OpenFolders } from '../../src/core/rootfs/tree/open-folders.ts';
import type { TreeNodes } from '../../src/core/rootfs/tree/tree-nodes.ts';
import { layerOf } from '../../src/core/testing/layer-of.ts';
import { testTar, type TestEntry } from '../../src/core/testing/write-tar.ts';
import { treeRowOf } from '../../src/workers/explorer/tree-row-of.ts';
import { readLayerApart } from '../support/independent-layer.ts';
import { stackModel } from '../support/layer-model.ts';

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const attributes = fc.record({
  mode: fc.constantFrom(0o644, 0o4755),
  uid: fc.constantFrom(0, 1000),
  mtime: fc.constantFrom(0, 1_700_000_000),
});
const entry: fc.Arbitrary<TestEntry> = fc
  .tuple(
    path,
    attributes,
    fc.constantFrom('file', 'file', 'dir', 'link', 'hard', 'pipe', 'whiteout', 'opaque'),
    fc.nat(2),
  )
  .map(([name, own, kind, n]): TestEntry => {
    switch (kind) {
      case 'file':
        return { name, ...own, content: ['', 'one', 'two'][n] ?? '' };
      case 'dir':
        return { name: `${name}/`, ...own, flag: '5' };
      case 'link':
        return { name, ...own, flag: '2', target: `to-${n}` };
      case 'hard':
        return { name, ...own, flag: '1', target: ['a', 'b', 'a/c'][n] ?? '' };
      case 'pipe':
        return { name, ...own, flag: '6' };
      case 'whiteout':
        return { name: name.replace(/[^/]*$/, '.wh.$&') };
      default:
        return { name: `${name}/.wh..wh..opq` };
    }
  });

function allRows(nodes: TreeNodes) {
  const rows = new FoldedRows(nodes, new OpenFolders(nodes.stack.paths), null, { by: 'name', descending: false });
  rows.fold(null, true);
  return rows.rows(0, rows.total).map((row) => treeRowOf(nodes, row));
}

test('the tree at every layer, its marks, and each layer alone', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(entry, { maxLength: 7 }), { minLength: 1, maxLength: 4 }), async (written) => {
      const stack = stackLayers(written.map((entries) => layerOf(...entries)));
      const apart = await Promise.all(written.map((entries) => readLayerApart(testTar(...entries))));
      stackModel(apart.map((entries) => entries ?? [])).forEach(({ tree, marks, gone, own }, k) => {
        const merged = allRows(mergedNodes(treeAt(stack, k), layerChanges(stack, k)));
        expect(
          merged
            .flatMap(({ path: at, entry: shown, mark }) => (shown ? [`${mark ?? ''} ${at} L${shown.layer}`] : []))
            .sort(),
        ).toEqual(
          [
            ...[...tree].map(([at, { layer }]) => `${marks.get(at) ?? ''} ${at} L${layer}`),
            ...[...gone].map(([at, { by, was }]) => `${by} ${at} L${was.layer}`),
          ].sort(),
        );
        const alone = allRows(layerNodes(stack, layerChanges(stack, k)));
        expect(alone.flatMap(({ path: at, mark }) => (mark ? [`${mark} ${at}`] : [])).sort()).toEqual([...own].sort());
      });
    }),
    { seed: 11, numRuns: 400 },
  );
});
