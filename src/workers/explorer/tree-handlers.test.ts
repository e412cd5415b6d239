import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { fixtureInput } from '../../../tests/support/report-of.ts';
import { fromBinary } from '../../core/bytes/byte-names.ts';
import { openDump } from '../../core/dump/open-dump.ts';
import { blobScratch } from '../../core/dump/scratch.ts';
import { checkFile } from '../../core/layer/check-file.ts';
import { pathText } from '../../core/rootfs/file-tree.ts';
import { squashLayers } from '../../core/rootfs/squash.ts';
import { listRootfs } from '../../core/testing/rootfs-paths.ts';
import { NO_FILTER } from '../../core/rootfs/tree/node-filter.ts';
import { DumpStore } from '../../storage/dump-store.ts';
import { loadCodecs } from '../codecs.ts';
import { DumpSession } from '../dump-session.ts';
import type { ServeContext } from '../rpc/serve.ts';
import { shownPath } from './bytes-shown-path.ts';
import type { TreeApi, TreeQuery, TreeRow } from './tree-api.ts';
import { treeHandlers } from './tree-handlers.ts';

vi.setConfig({ testTimeout: 60_000 });

const truth = fileURLToPath(new URL('../../../tests/fixtures/truth/', import.meta.url));
const names = readdirSync(truth).map((name) => name.replace(/\.json$/, ''));
const context = {} as ServeContext<never>;
interface TruthImage {
  readonly layers: readonly {
    readonly path: string;
    readonly stats?: { readonly entries?: number; readonly whiteouts?: number; readonly opaque?: number };
  }[];
  readonly list: readonly string[];
}
const truthOf = (name: string): readonly TruthImage[] =>
  (JSON.parse(readFileSync(`${truth}${name}.json`, 'utf8')) as { images: TruthImage[] }).images;

async function open(name: string, isRead = true) {
  const codecs = await loadCodecs();
  const createScratch = () => Promise.resolve(blobScratch());
  const dump = await openDump(await fixtureInput(name), { ...codecs, createScratch });
  const setup = { codecs, createScratch, store: new DumpStore(), version: '1', handle: null, archiveModifiedMs: null };
  const session = new DumpSession(dump, setup);
  const readAll = async () => {
    for (const task of session.plan()) session.record(await checkFile(task, codecs));
  };
  if (isRead) await readAll();
  const handlers = treeHandlers(() => session);
  const ask = <M extends keyof TreeApi>(method: M, params: TreeApi[M]['params']): TreeApi[M]['result'] =>
    (handlers[method] as (params: unknown, context: unknown) => TreeApi[M]['result'])(params, context);
  return { session, ask, readAll };
}

const query = (image: number, layer: number, more: Partial<TreeQuery> = {}): TreeQuery => ({
  image,
  layer,
  scope: 'merged',
  filter: NO_FILTER,
  sort: { by: 'name', descending: false },
  ...more,
});

type Dump = Awaited<ReturnType<typeof open>>;

/** All rows with every folder open, by pages. */
function allRows({ ask }: Dump, asked: TreeQuery): TreeRow[] {
  const { total } = ask('foldTree', { query: asked, id: null, isOpen: true });
  const rows: TreeRow[] = [];
  while (rows.length < total) {
    const page = ask('treeRows', { query: asked, first: rows.length, count: 37 });
    expect(page.total).toBe(total);
    if (page.rows.length === 0) throw new Error('rows are missing');
    rows.push(...page.rows);
  }
  return rows;
}

const isGone = ({ mark }: TreeRow): boolean => mark === 'deleted' || mark === 'opaque';
/** A row as a line of the listing: see docs/report.md. */
const lineOf = ({ type, mode, uid, gid, bytes, path, target }: TreeRow): string =>
  `${type ?? ''} ${mode.toString(8)} ${uid}:${gid} ${type === 'file' ? bytes : 0} ${path}${target === null ? '' : ` -> ${target}`}`;

describe.each(names)('%s', (name) => {
  test('rows at every layer are the tree; deletion marks are those written down', async () => {
    const dump = await open(name);
    const images = truthOf(name);
    dump.session.model.images.forEach((_, image) => {
      const { stack, layers } = dump.session.explore(image);
      const list = dump.ask('layers', { image });
      expect(list.layers.map(({ entries }) => entries)).toEqual(stack.layers.map(({ count }) => count));
      layers.forEach(({ state }, k) => {
        const rows = allRows(dump, query(image, k));
        const expected = listRootfs(squashLayers(stack.layers.slice(0, k + 1)));
        const shown = rows.filter((row) => !isGone(row) && row.entry !== null).map(lineOf);
        expect(shown.sort()).toEqual(expected.map((line) => new TextDecoder().decode(line)).sort());
        expect(rows.filter((row) => !isGone(row)).length).toBeGreaterThanOrEqual(expected.length);

        const own = allRows(dump, query(image, k, { scope: 'layer' }));
        const counts = (mark: string) => own.filter((row) => row.mark === mark).length;
        const row = list.layers[k];
        for (const [mark, count] of Object.entries(row?.counts ?? {})) expect(counts(mark)).toBe(count);
        if (state !== 'read') expect(own).toEqual([]);
      });
      // Images come in another order there; layers that are absent have no stats.
      const paths = layers.map(({ layer }) => layer.path).join();
      const told = images.find((one) => one.layers.map(({ path }) => path).join() === paths);
      expect(told).toBeDefined();
      const whiteouts = told?.layers.reduce((sum, { stats }) => sum + (stats?.whiteouts ?? 0), 0) ?? 0;
      const opaque = told?.layers.reduce((sum, { stats }) => sum + (stats?.opaque ?? 0), 0) ?? 0;
      const counted = (mark: 'deleted' | 'opaque') => list.layers.reduce((sum, { counts }) => sum + counts[mark], 0);
      expect([counted('deleted'), counted('opaque')]).toEqual([whiteouts, opaque]);
      if (told && layers.length > 0) {
        const rows = allRows(dump, query(image, layers.length - 1));
        expect(
          rows
            .filter((row) => !isGone(row) && row.entry !== null)
            .map(lineOf)
            .sort(),
        ).toEqual([...told.list].sort());
      }
    });
  });

  test('every entry says what it is, every link where it leads, every path what happened to it', async () => {
    const dump = await open(name);
    dump.session.model.images.forEach((_, image) => {
      const { stack, layers } = dump.session.explore(image);
      const top = layers.length - 1;
      stack.layers.forEach((entries, layer) => {
        for (let index = 0; index < entries.count; index++) {
          const detail = dump.ask('entryDetail', { image, layer: top, entry: { layer, index } });
          expect(detail.attributes.length).toBeGreaterThan(5);
          if (detail.link) expect((detail.link.path === null) !== (detail.link.reason === null)).toBe(true);
        }
      });
      for (let path = 1; path < stack.paths.count; path += 7) {
        const shown = shownPath(stack.paths, path);
        const { steps, isThere: presence } = dump.ask('pathHistory', { image, path: shown });
        const found = dump.ask('locateRow', { query: query(image, top), path: shown });
        const isThere = dump.session.explore(image).tree().has(path);
        expect(presence.at(-1)).toBe(isThere);
        if (isThere) expect(found?.found.path).toBe(shown);
        if (isThere && found?.found.entry) expect(steps.at(-1)?.layer).toBe(found.found.entry.layer);
        expect(pathText(stack.paths, path)).toBe(
          pathText(stack.paths, stack.paths.find(fromBinary(pathText(stack.paths, path))) ?? -1),
        );
      }
    });
  });
});

describe('while layers are being read', () => {
  test('nothing is there at first, and what was opened stays open when more is known', async () => {
    const dump = await open('docker26-classic-kitchen.tar', false);
    const layers = dump.session.model.images[0]?.layers.length ?? 0;
    expect(dump.ask('layers', { image: 0 })).toMatchObject({ paths: 0, bytes: 0 });
    expect(dump.ask('treeRows', { query: query(0, layers - 1), first: 0, count: 10 }).total).toBe(0);
    await dump.readAll();
    const rows = dump.ask('treeRows', { query: query(0, layers - 1), first: 0, count: 100 }).rows;
    const folder = rows.find(({ hasChildren }) => hasChildren);
    if (!folder) throw new Error('no folder');
    const { total } = dump.ask('foldTree', { query: query(0, layers - 1), id: folder.id, isOpen: true });
    expect(total).toBeGreaterThan(rows.length);
    const [check] = dump.session.plan();
    expect(check).toBeUndefined();
    for (const task of [dump.session.model.images[0]?.layers[0]?.path ?? '']) {
      const reading = dump.session.readingOf(task);
      if (reading) dump.session.record({ path: task, size: 0, digests: {}, layer: reading, error: null });
    }
    expect(dump.ask('treeRows', { query: query(0, layers - 1), first: 0, count: 10 }).total).toBe(total);
  });

  test('a wrong pattern is a clear error, and the tree goes on', async () => {
    const dump = await open('docker26-classic-hello.tar');
    const wrong = query(0, 0, { filter: { ...NO_FILTER, text: '/(a/' } });
    expect(() => dump.ask('treeRows', { query: wrong, first: 0, count: 1 })).toThrow('pattern-invalid');
    const found = dump.ask('treeRows', {
      query: query(0, 0, { filter: { ...NO_FILTER, text: 'HELL' } }),
      first: 0,
      count: 9,
    });
    expect(found).toMatchObject({ matched: 0, total: 0 });
    expect(dump.ask('treeRows', { query: query(0, 0), first: 0, count: 9 }).total).toBeGreaterThan(0);
  });
});
