/** The tree of every dump, at every layer, against a reader and a model that share nothing with the product. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { decodeName } from '../../src/core/bytes/byte-names.ts';
import { openDump } from '../../src/core/dump/open-dump.ts';
import { blobScratch } from '../../src/core/dump/scratch.ts';
import { checkFile } from '../../src/core/layer/check-file.ts';
import { entryAttributes } from '../../src/core/layer/entry-attributes.ts';
import { entryName, entryTarget, entryType } from '../../src/core/layer/entry-fields.ts';
import type { LayerEntries } from '../../src/core/layer/layer-entries.ts';
import { NO_FILTER } from '../../src/core/rootfs/tree/node-filter.ts';
import { DumpStore } from '../../src/storage/dump-store.ts';
import { loadCodecs } from '../../src/workers/codecs.ts';
import { DumpSession } from '../../src/workers/dump-session.ts';
import type { TreeApi, TreeQuery, TreeRow } from '../../src/workers/explorer/tree-api.ts';
import { treeHandlers } from '../../src/workers/explorer/tree-handlers.ts';
import { asFolder } from '../support/corpus-forms.ts';
import { fixtureNames } from '../support/fixtures.ts';
import { readLayerApart, type ReadEntry } from '../support/independent-layer.ts';
import { stackModel, type Standing } from '../support/layer-model.ts';
import { fixtureInput } from '../support/report-of.ts';

vi.setConfig({ testTimeout: 120_000 });

async function open(name: string) {
  const codecs = await loadCodecs();
  const createScratch = () => Promise.resolve(blobScratch());
  const dump = await openDump(await fixtureInput(name), { ...codecs, createScratch });
  const setup = { codecs, createScratch, store: new DumpStore(), version: '1', handle: null, archiveModifiedMs: null };
  const session = new DumpSession(dump, setup);
  for (const task of session.plan()) session.record(await checkFile(task, codecs));
  const handlers = treeHandlers(() => session);
  const ask = <M extends keyof TreeApi>(method: M, params: TreeApi[M]['params']): TreeApi[M]['result'] =>
    (handlers[method] as (params: unknown, context: unknown) => TreeApi[M]['result'])(params, {});
  const allRows = (image: number, layer: number, scope: TreeQuery['scope']): TreeRow[] => {
    const query: TreeQuery = { image, layer, scope, filter: NO_FILTER, sort: { by: 'name', descending: false } };
    const { total } = ask('foldTree', { query, id: null, isOpen: true });
    const rows: TreeRow[] = [];
    while (rows.length < total) {
      const page = ask('treeRows', { query, first: rows.length, count: 500 }).rows;
      if (page.length === 0) throw new Error('rows are missing');
      rows.push(...page);
    }
    return rows;
  };
  return { session, allRows };
}

const entriesOf = (entries: LayerEntries): unknown[] =>
  Array.from({ length: entries.count }, (_, i) => {
    const { userName, groupName, xattrs } = entryAttributes(entries, i);
    const type = entryType(entries, i);
    const text = (value: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(value);
    return {
      name: decodeName(entryName(entries, i)),
      type,
      mode: entries.modes[i],
      owner: `${entries.uids[i] ?? ''}:${entries.gids[i] ?? ''}`,
      names: `${userName}:${groupName}`,
      size: entries.sizes[i],
      mtime: entries.mtimes[i],
      target: type === 'symlink' || type === 'hardlink' ? decodeName(entryTarget(entries, i)) : null,
      device:
        type === 'char' || type === 'block' ? `${entries.deviceMajors[i] ?? ''},${entries.deviceMinors[i] ?? ''}` : '',
      xattrs: xattrs.filter(({ applied }) => applied).map((one) => `${one.name}=${text(one.value)}`),
    };
  });

const expectedEntry = ({
  name,
  type,
  mode,
  owner,
  names,
  size,
  mtime,
  target,
  device,
  xattrs,
}: ReadEntry): unknown => ({
  name,
  type,
  mode,
  owner,
  names,
  size,
  mtime,
  target,
  device,
  xattrs,
});

const lineOf = (path: string, { layer, entry }: Standing, mark: string | null): string =>
  [path, entry.type, entry.mode, entry.owner, entry.size, entry.mtime, entry.target, `L${layer}`, mark].join(' ');
/** Of folders the row has what is below them, of hard links what they share: sizes of files are compared. */
const lineOfRow = ({ path, type, mode, uid, gid, bytes, mtimeSeconds, target, entry, mark }: TreeRow): string =>
  [
    path,
    type,
    mode,
    `${uid}:${gid}`,
    type === 'file' ? bytes : 0,
    mtimeSeconds,
    target,
    `L${entry?.layer ?? ''}`,
    mark,
  ].join(' ');

let layersSeen = 0;

describe.each(fixtureNames())('%s', (name) => {
  test('entries of every layer, and the merged tree at every layer, are those of an independent reader', async () => {
    const { session, allRows } = await open(name);
    const folder = asFolder(name);
    for (const [image, { layers }] of session.model.images.entries()) {
      const explorer = session.explore(image);
      const apart: ReadEntry[][] = [];
      for (const [k, { path }] of layers.entries()) {
        const isThere = path !== '' && existsSync(join(folder, path));
        const read = isThere ? await readLayerApart(readFileSync(join(folder, path))) : [];
        const state = explorer.layers[k]?.state;
        expect(state, path).toBe(!isThere ? 'absent' : layers[k]?.encrypted ? 'encrypted' : read ? 'read' : 'no-tar');
        apart.push(read ?? []);
        expect(entriesOf(explorer.stack.layers[k] ?? explorer.stack.layers[0]!), path).toEqual(
          (read ?? []).map(expectedEntry),
        );
        layersSeen += 1;
      }
      stackModel(apart).forEach(({ tree, marks, gone, own }, k) => {
        const expected = [
          ...[...tree].map(([path, standing]) => lineOf(path, standing, marks.get(path) ?? null)),
          ...[...gone].map(([path, { by, was }]) => lineOf(path, was, by)),
        ];
        const rows = allRows(image, k, 'merged');
        const named = rows.filter(({ entry }) => entry !== null);
        expect(named.map(lineOfRow).sort(), `as of layer ${k}`).toEqual(expected.sort());
        // Folders that no entry names are there because something below them is.
        for (const { path } of rows.filter(({ entry }) => entry === null))
          expect(expected.some((line) => line.startsWith(`${path}/`))).toBe(true);

        const marked = allRows(image, k, 'layer').filter(({ mark }) => mark !== null);
        expect(marked.map(({ mark, path }) => `${mark ?? ''} ${path}`).sort(), `layer ${k} alone`).toEqual(
          [...own].sort(),
        );
      });
    }
  });
});

test('there were layers to compare', () => expect(layersSeen).toBeGreaterThan(150));
