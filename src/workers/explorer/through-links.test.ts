import { expect, test } from 'vitest';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { NO_FILTER } from '../../core/rootfs/tree/node-filter.ts';
import { layerOf } from '../../core/testing/layer-of.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { ImageExplorer, type ExploredLayer } from './image-explorer.ts';
import type { TreeApi } from './tree-api.ts';
import { treeHandlers } from './tree-handlers.ts';

function open(...layers: LayerEntries[]) {
  const explored = layers.map((entries) => ({
    state: 'read',
    layer: { path: '', createdBy: null },
    file: null,
    reading: null,
    entries,
  }));
  const explorer = new ImageExplorer({} as never, explored as unknown as ExploredLayer[]);
  const handlers = treeHandlers(() => ({ explore: () => explorer }) as unknown as ExplorerSession);
  return <M extends keyof TreeApi>(method: M, params: TreeApi[M]['params']): TreeApi[M]['result'] =>
    (handlers[method] as (params: unknown, context: unknown) => TreeApi[M]['result'])(params, {});
}

const ask = open(
  layerOf({ name: 'usr/lib/x', content: 'old' }, { name: 'lib', flag: '2', target: 'usr/lib' }),
  layerOf({ name: 'lib/x', content: 'new' }),
);
const sort = { by: 'name', descending: false } as const;
const query = { image: 0, layer: 1, scope: 'merged', filter: NO_FILTER, sort } as const;

test('a path below a link is found where the link leads, and says how its layer names it', () => {
  const found = ask('locateRow', { query, path: 'lib/x' })?.found;
  expect(found).toMatchObject({ path: 'usr/lib/x', mark: 'changed', entry: { layer: 1, index: 0 } });
  if (!found?.entry) throw new Error('not found');
  expect(ask('entryDetail', { image: 0, layer: 1, entry: found.entry })).toMatchObject({
    path: 'usr/lib/x',
    writtenAs: 'lib/x',
  });
  expect(ask('entryDetail', { image: 0, layer: 1, entry: { layer: 0, index: 0 } }).writtenAs).toBeNull();
  const { steps } = ask('pathHistory', { image: 0, path: 'usr/lib/x' });
  expect(steps.map(({ kind, layer }) => [kind, layer])).toEqual([
    ['added', 0],
    ['changed', 1],
  ]);
  expect(ask('locateRow', { query, path: 'lib/none' })).toBeNull();
});

test('the link itself is not followed', () => {
  expect(ask('locateRow', { query, path: 'lib' })?.found.path).toBe('lib');
});

test('a hard link stays with its file, through layers, and says where that is', () => {
  const hard = (name: string, target: string) => ({ name, flag: '1', target });
  const trees = open(
    layerOf({ name: 'a', content: 'first' }),
    layerOf(hard('b', 'a'), hard('lost', 'none')),
    layerOf({ name: 'a', content: 'second' }),
    layerOf({ name: '.wh.a' }),
  );
  const detail = (layer: number, index: number) =>
    trees('entryDetail', { image: 0, layer, entry: { layer: 1, index } });
  expect(detail(1, 0)).toMatchObject({ link: { path: 'a', reason: null }, content: { layer: 0, index: 0 }, size: 5 });
  for (const layer of [2, 3]) {
    expect(detail(layer, 0).link?.path).toBeNull();
    expect(detail(layer, 0).link?.reason).toContain('the link still shows');
    expect(detail(layer, 0).content).toEqual({ layer: 0, index: 0 });
  }
  expect(detail(1, 1)).toMatchObject({ link: { path: null }, content: null });
  expect(detail(1, 1).link?.reason).toContain('has /none when it comes');
});
