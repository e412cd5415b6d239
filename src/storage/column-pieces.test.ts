import { createHash } from 'node:crypto';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noCheckpoints } from '../core/layer/layer-checkpoints.ts';
import type { LayerReading } from '../core/layer/layer-reading.ts';
import type { Report } from '../core/report/report.ts';
import { INLINE_BYTES, PIECE_BYTES } from './column-pieces.ts';
import { openDatabase } from './database.ts';
import { DumpStore } from './dump-store.ts';
import type { KeptCheck, KeptDump } from './kept-dump.ts';

const ID = 'dump';
const dump = { id: ID, name: ID, checkedAtMs: 1, keptBytes: 0 } as KeptDump;
const report = {} as Report;

/** Columns of every kind in one buffer, each number another one. */
function layerOf(bytes: number): LayerReading {
  const buffer = new ArrayBuffer(bytes);
  new Uint32Array(buffer).forEach((_zero, i, all) => (all[i] = i * 2_654_435_761));
  const eighth = bytes / 8;
  const entries = {
    count: 7,
    hasContentHashes: true,
    names: new Uint8Array(buffer, 0, eighth),
    modes: new Uint16Array(buffer, eighth, eighth / 2),
    nameEnds: new Uint32Array(buffer, 2 * eighth, eighth / 4),
    sizes: new Float64Array(buffer, 3 * eighth, (5 * eighth) / 8),
  };
  return { entries, checkpoints: noCheckpoints(), diffId: 'sha256:ab' } as unknown as LayerReading;
}
const check = (path: string, layer: LayerReading | null): KeptCheck => ({
  dumpId: ID,
  path,
  stamp: { size: 1, modifiedMs: 5, sample: 'ab' },
  check: { path, size: 1, digests: {}, layer, error: null },
});

/** The same with a checksum for each column: to compare millions of numbers one by one takes long. */
function summed({ check: { layer, ...rest }, ...kept }: KeptCheck): unknown {
  const columns = Object.entries(layer?.entries ?? {}).map(([name, column]: [string, unknown]) =>
    ArrayBuffer.isView(column)
      ? [
          name,
          column.constructor.name,
          createHash('sha256')
            .update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
            .digest('hex'),
        ]
      : [name, column],
  );
  return { ...kept, ...rest, layer: layer && { ...layer, entries: columns } };
}

/** Keys of all pieces, and a way to take one away. */
async function pieces(remove?: [string, string, number]): Promise<unknown[]> {
  const db = await openDatabase('tallyman', () => undefined);
  if (remove) await db.delete('pieces', remove);
  const keys = await db.getAllKeys('pieces');
  db.close();
  return keys;
}

let store: DumpStore;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  store = new DumpStore();
});
afterEach(() => store.close());

test('a large layer comes back as it was, in one buffer; a small one is stored whole', async () => {
  const all = [
    check('large', layerOf(2 * PIECE_BYTES + 64)),
    check('none', null),
    check('one piece', layerOf(PIECE_BYTES)),
    check('small', layerOf(INLINE_BYTES)),
  ];
  await store.save(dump, report, all);
  expect(await pieces()).toEqual([...[0, 1, 2].map((n) => [ID, 'large', n]), [ID, 'one piece', 0]]);
  const kept = await store.checksOf(ID);
  expect(kept.map(summed)).toEqual(all.map(summed));
  const entries = kept[0]?.check.layer?.entries;
  expect(entries?.names.buffer).toBe(entries?.sizes.buffer);
  expect(entries?.sizes).toBeInstanceOf(Float64Array);
});

test('with a piece missing it counts as not kept, and the others do', async () => {
  await store.save(dump, report, [check('large', layerOf(2 * PIECE_BYTES)), check('other', null)]);
  await pieces([ID, 'large', 1]);
  expect((await store.checksOf(ID)).map(({ path }) => path)).toEqual(['other']);
});

test('pieces go with what they belong to', async () => {
  const large = check('large', layerOf(2 * PIECE_BYTES));
  await store.save(dump, report, [large, check('other', large.check.layer)]);
  await store.save(dump, report, [check('large', layerOf(INLINE_BYTES))]);
  expect(await pieces()).toEqual([0, 1].map((n) => [ID, 'other', n]));
  await store.save({ ...dump, id: 'dump 2' }, report, [{ ...large, dumpId: 'dump 2' }]);
  await store.forget(ID);
  expect(await pieces()).toEqual([0, 1].map((n) => ['dump 2', 'large', n]));
  await store.forgetAll();
  expect(await pieces()).toEqual([]);
});
