import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { decodeName } from '../../bytes/byte-names.ts';
import { entryType } from '../../layer/entry-fields.ts';
import { imageArbitrary } from '../../testing/image-arbitrary.ts';
import { treeAt } from '../file-tree.ts';
import { CHANGE_STATES, layerChanges } from '../layer-changes.ts';
import { entryAt } from '../layer-stack.ts';
import type { LayerStack } from '../layer-stack.ts';
import { stackLayers } from '../stack-layers.ts';
import { FoldedRows } from './folded-rows.ts';
import type { FoldedRow } from './folded-rows.ts';
import { layerNodes } from './layer-nodes.ts';
import { matchNodes } from './match-nodes.ts';
import { mergedNodes } from './merged-nodes.ts';
import type { NodeFilter } from './node-filter.ts';
import type { NodeOrder } from './node-order.ts';
import { OpenFolders } from './open-folders.ts';
import type { NodeScope, TreeNodes } from './tree-nodes.ts';

const runs = { seed: 23, numRuns: 150 };
// The machine may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const BY_NAME: NodeOrder = { by: 'name', descending: false };

const nodesOf = (stack: LayerStack, layer: number, scope: NodeScope): TreeNodes => {
  const changes = layerChanges(stack, layer);
  return scope === 'layer' ? layerNodes(stack, changes) : mergedNodes(treeAt(stack, layer), changes);
};

const pathOf = (nodes: TreeNodes, node: number): string =>
  node <= 0 ? '' : [pathOf(nodes, nodes.parent(node)), decodeName(nodes.nameOf(node))].filter(Boolean).join('/');

/** Keys by which siblings are sorted, from the least to the most. */
function keyOf(nodes: TreeNodes, node: number, by: NodeOrder['by']): number {
  if (by === 'name') return 0;
  if (by === 'size') return nodes.bytesIn[node] ?? 0;
  const entry = nodes.entry[node] ?? -1;
  if (entry < 0) return -1;
  const { entries, layer, index } = entryAt(nodes.stack, entry);
  const values = {
    layer,
    mode: entries.modes[index],
    owner: (entries.uids[index] ?? 0) * 1000 + (entries.gids[index] ?? 0),
    mtime: entries.mtimes[index],
    type: entries.types[index],
  };
  return values[by] ?? 0;
}

/** All rows, by walking the tree as the definition says it. */
function walk(
  nodes: TreeNodes,
  isOpen: (node: number) => boolean,
  order: NodeOrder,
  isMatch: (node: number) => boolean = () => true,
): { node: number; level: number; place: number; setSize: number; parentRow: number | null; isOnTheWay: boolean }[] {
  const rows: ReturnType<typeof walk> = [];
  const holdsMatch = (node: number): boolean => isMatch(node) || [...nodes.childrenOf(node)].some(holdsMatch);
  const visit = (folder: number, level: number, parentRow: number | null): void => {
    const siblings = [...nodes.childrenOf(folder)].filter(holdsMatch).sort((a, b) => {
      const byKey = (keyOf(nodes, a, order.by) - keyOf(nodes, b, order.by)) * (order.descending ? -1 : 1);
      const byName = Buffer.compare(nodes.nameOf(a), nodes.nameOf(b)) || a - b;
      return byKey || (order.by === 'name' && order.descending ? -byName : byName);
    });
    siblings.forEach((node, i) => {
      const row = rows.length;
      const isOnTheWay = !isMatch(node);
      rows.push({ node, level, place: i + 1, setSize: siblings.length, parentRow, isOnTheWay });
      if (isOpen(node)) visit(node, level + 1, row);
    });
  };
  visit(0, 1, null);
  return rows;
}

const plain = ({ node, level, place, setSize, parentRow, isOnTheWay }: FoldedRow) => {
  return { node, level, place, setSize, parentRow, isOnTheWay };
};

const order = fc.record({
  by: fc.constantFrom<NodeOrder['by'][]>('name', 'size', 'layer', 'mode', 'owner', 'mtime', 'type'),
  descending: fc.boolean(),
});
const scope = fc.constantFrom<NodeScope[]>('merged', 'layer');

describe('rows against a walk through the tree', () => {
  test('however it is folded and sorted, and from whatever row on', () => {
    fc.assert(
      fc.property(imageArbitrary, scope, order, fc.array(fc.nat(60), { maxLength: 12 }), fc.nat(20), (...given) => {
        const [layers, kind, by, toggles, first] = given;
        const stack = stackLayers(layers);
        const nodes = nodesOf(stack, layers.length - 1, kind);
        const rows = new FoldedRows(nodes, new OpenFolders(stack.paths), null, BY_NAME);
        const open = new Set<number>();
        rows.sort(by);
        for (const toggle of toggles) {
          const node = toggle % nodes.count;
          if (node === 0 || !nodes.isPath(node)) continue;
          if (open.has(node)) open.delete(node);
          else open.add(node);
          // Counted before, so that the change is added to it.
          expect(rows.total).toBeGreaterThanOrEqual(0);
          rows.fold(node, open.has(node));
        }
        const expected = walk(nodes, (node) => open.has(node), by);
        expect(rows.total).toBe(expected.length);
        expect(rows.rows(0, 1000).map(plain)).toEqual(expected);
        expect(rows.rows(first, 3).map(plain)).toEqual(expected.slice(first, first + 3));
      }),
      runs,
    );
  });

  test('a path is found where it then stands, and folders above it are open', () => {
    fc.assert(
      fc.property(imageArbitrary, scope, order, fc.nat(60), (layers, kind, by, pick) => {
        const stack = stackLayers(layers);
        const nodes = nodesOf(stack, layers.length - 1, kind);
        const rows = new FoldedRows(nodes, new OpenFolders(stack.paths), null, by);
        const node = pick % nodes.count;
        const row = rows.reveal(node);
        expect(row === null).toBe(node === 0 || nodes.rowsIn[node] === 0);
        if (row !== null) expect(rows.rows(row, 1).map((found) => found.node)).toEqual([node]);
      }),
      runs,
    );
  });

  test('a filter leaves what it finds, with what leads there, and branches of it can be closed', () => {
    const filter = fc.record<NodeFilter>({
      text: fc.constantFrom('', '', 'a', 'c', 'C', '*.so', 'a/*', '**/b', '/^a.*b$/', 'É', 'a/b', '?'),
      types: fc.constantFrom<NodeFilter['types'][]>([], [], ['file'], ['dir', 'symlink']),
      marks: fc.constantFrom<NodeFilter['marks'][]>([], [], ['added', 'deleted'], ['same'], ['opaque', 'overruled']),
      fromLayers: fc.constantFrom<number[][]>([], [], [0], [1, 2]),
      minBytes: fc.constantFrom(null, null, 1),
      maxBytes: fc.constantFrom(null, null, 1),
      setuid: fc.constantFrom(false, false, true),
      owner: fc.constantFrom('', '', '5', '0:', ':0', 'root:5', 'nobody'),
      onlyWaste: fc.constantFrom(false, false, true),
    });
    fc.assert(
      fc.property(imageArbitrary, scope, filter, fc.nat(60), (layers, kind, asked, pick) => {
        const stack = stackLayers(layers);
        const nodes = nodesOf(stack, layers.length - 1, kind);
        const matches = matchNodes(nodes, asked);
        const fits = (node: number) => isWanted(nodes, node, asked);
        const all = walk(nodes, () => true, BY_NAME);
        expect(matches.searched).toBe(all.length);
        expect(matches.matched).toBe(all.filter(({ node }) => fits(node)).length);
        const rows = new FoldedRows(nodes, new OpenFolders(stack.paths), matches, BY_NAME);
        expect(rows.rows(0, 1000).map(plain)).toEqual(walk(nodes, () => true, BY_NAME, fits));
        const closed = pick % nodes.count;
        rows.fold(closed, false);
        const without = walk(nodes, (node) => node !== closed, BY_NAME, fits);
        expect([rows.total, rows.rows(0, 1000).map(plain)]).toEqual([without.length, without]);
        // What was counted for one that is closed is of no use once all are open again.
        rows.fold(null, true);
        const open = walk(nodes, () => true, BY_NAME, fits);
        expect([rows.total, rows.rows(0, 1000).map(plain)]).toEqual([open.length, open]);
      }),
      { seed: 29, numRuns: 500 },
    );
  });
});

/** The filter, as its definition says it. */
function isWanted(nodes: TreeNodes, node: number, filter: NodeFilter): boolean {
  const { stack } = nodes;
  const number = nodes.entry[node] ?? -1;
  const found = number < 0 ? null : entryAt(stack, number);
  const type = found ? entryType(found.entries, found.index) : 'dir';
  const size = found?.entries.sizes[found.index] ?? 0;
  const mark = CHANGE_STATES[(nodes.marks[node] ?? 0) - 1] ?? 'same';
  const path = pathOf(nodes, node);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const texts = new Map<string, boolean>([
    ['', true],
    ['a', /a/i.test(name)],
    ['c', /c/i.test(name)],
    ['C', name.includes('C')],
    ['É', name.includes('É')],
    ['?', [...name].length === 1],
    ['*.so', name.endsWith('.so')],
    ['a/*', /^a\/[^/]*$/i.test(path)],
    ['**/b', /(^|\/)b$/.test(path)],
    ['/^a.*b$/', /^a.*b$/.test(path)],
    ['a/b', /a\/b/i.test(path)],
  ]);
  const [user, group] = filter.owner.split(':');
  const isOwner = (asked: string | undefined, id: number) =>
    asked === '' || (asked === 'root' ? id === 0 : asked === String(id));
  const uid = found?.entries.uids[found.index] ?? -1;
  const gid = found?.entries.gids[found.index] ?? -1;
  const hasSize = filter.minBytes !== null || filter.maxBytes !== null;
  return (
    node > 0 &&
    texts.get(filter.text) === true &&
    (filter.types.length === 0 || filter.types.includes(type)) &&
    (filter.marks.length === 0 || filter.marks.includes(mark)) &&
    (filter.fromLayers.length === 0 || (found !== null && filter.fromLayers.includes(found.layer))) &&
    (!hasSize ||
      (found !== null && type === 'file' && size >= (filter.minBytes ?? 0) && size <= (filter.maxBytes ?? Infinity))) &&
    (!filter.setuid ||
      (found !== null && type === 'file' && ((found.entries.modes[found.index] ?? 0) & 0o6000) !== 0)) &&
    (!filter.onlyWaste || (found !== null && type === 'file' && size > 0 && (stack.hiddenBy[number] ?? -1) >= 0)) &&
    (filter.owner === '' ||
      (found !== null &&
        (group === undefined ? isOwner(user, uid) || isOwner(user, gid) : isOwner(user, uid) && isOwner(group, gid))))
  );
}
