import { expect, test } from 'vitest';
import { LayerEntriesBuilder } from '../../layer/layer-entries-builder.ts';
import { treeAt } from '../file-tree.ts';
import { layerChanges } from '../layer-changes.ts';
import { stackLayers } from '../stack-layers.ts';
import { FoldedRows } from './folded-rows.ts';
import { matchNodes } from './match-nodes.ts';
import { mergedNodes } from './merged-nodes.ts';
import { NO_FILTER } from './node-filter.ts';
import { OpenFolders } from './open-folders.ts';

const ENTRIES = 200_000;
const LAYERS = 60;

/** Entry `i` of all, spread over 60 layers: names in no order. */
function generatedLayers() {
  const encoder = new TextEncoder();
  const nothing = new Uint8Array(0);
  return Array.from({ length: LAYERS }, (_, layer) => {
    const builder = new LayerEntriesBuilder();
    for (let i = layer; i < ENTRIES; i += LAYERS) {
      const k = (i * 7_919) % ENTRIES;
      builder.add({
        type: 'file',
        typeFlag: 0x30,
        nameBytes: encoder.encode(`usr/lib/dist-${k % 97}/package_${k % 991}/module_${k}.py`),
        linkBytes: nothing,
        mode: 0o644,
        uid: k % 5,
        gid: 0,
        size: k % 5_000,
        storedSize: k % 5_000,
        sparse: false,
        mtimeSeconds: 1_600_000_000 + k,
        deviceMajor: 0,
        deviceMinor: 0,
        format: 'ustar',
        userName: '',
        groupName: '',
        xattrs: [],
        headerOffset: i * 512,
        dataOffset: i * 512 + 512,
      });
    }
    return builder.finish();
  });
}

test(
  'two hundred thousand entries in 60 layers: what each step takes is told, not judged',
  { timeout: 120_000 },
  async (context) => {
    const times: string[] = [];
    const time = <T>(name: string, work: () => T): T => {
      const startMs = performance.now();
      const result = work();
      times.push(`${name} ${(performance.now() - startMs).toFixed(0)} ms`);
      return result;
    };
    const layers = generatedLayers();
    const stack = time('stack', () => stackLayers(layers));
    const tree = time('tree', () => treeAt(stack));
    const nodes = time('rows', () => mergedNodes(tree, layerChanges(stack, LAYERS - 1)));
    const rows = new FoldedRows(nodes, new OpenFolders(stack.paths), null, { by: 'name', descending: false });
    rows.fold(null, true);
    expect(time('open all', () => rows.total)).toBe(stack.paths.count - 1);
    expect(time('first page', () => rows.rows(0, 200)).length).toBe(200);
    expect(time('page in the middle', () => rows.rows(ENTRIES / 2, 200)).length).toBe(200);
    expect(time('the same page', () => rows.rows(ENTRIES / 2, 200)).length).toBe(200);
    rows.sort({ by: 'size', descending: true });
    expect(time('page by size', () => rows.rows(ENTRIES / 2, 200)).length).toBe(200);
    const found = (text: string) => time(`filter ${text}`, () => matchNodes(nodes, { ...NO_FILTER, text }).matched);
    expect(found('module_77777.')).toBe(1);
    expect(found('*_19999?.py')).toBe(10);
    expect(found('/dist-1/.*7777\\.py$/')).toBeGreaterThan(0);
    expect(time('filter by size', () => matchNodes(nodes, { ...NO_FILTER, minBytes: 4_999 }).matched)).toBe(40);
    await context.annotate(times.join(', '));
  },
);
