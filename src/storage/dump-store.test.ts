import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FileCheck } from '../core/layer/file-check.ts';
import { noCheckpoints } from '../core/layer/layer-checkpoints.ts';
import type { Report } from '../core/report/report.ts';
import { openDatabase } from './database.ts';
import { DumpStore } from './dump-store.ts';
import { type KeptCheck, type KeptDump, keptBytesOf } from './kept-dump.ts';
import { StorageProblem } from './storage-problem.ts';

const dump = (id: string, checkedAtMs: number, keptBytes = 10): KeptDump => ({
  id,
  name: id,
  container: 'tar',
  root: '',
  files: 1,
  bytes: 2,
  verdict: 'sound',
  summary: '',
  checkedAtMs,
  handle: null,
  keptBytes,
});
const check = (dumpId: string, path: string, size = 1): KeptCheck => ({
  dumpId,
  path,
  stamp: { size, modifiedMs: 5, sample: 'ab' },
  check: { path, size, digests: { sha256: 'cd' }, layer: null, error: null },
});
const report = (name: string): Report => ({ format: 'tallyman-report/1', dump: { name } }) as unknown as Report;

let store: DumpStore;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  store = new DumpStore();
});
afterEach(() => store.close());

describe('DumpStore', () => {
  test('lists the newest first and gives back what was saved', async () => {
    await store.save(dump('a', 1), report('a'), [check('a', 'x'), check('a', 'y')]);
    await store.save(dump('ab', 3), report('ab'), [check('ab', 'x')]);
    await store.save(dump('b', 2), report('b'), []);
    expect((await store.list()).map(({ id }) => id)).toEqual(['ab', 'b', 'a']);
    expect((await store.checksOf('a')).map(({ path }) => path)).toEqual(['x', 'y']);
    expect((await store.reportOf('b'))?.dump.name).toBe('b');
    expect(await store.get('nothing')).toBeUndefined();
  });

  test('saving again adds checks and replaces those of the same path', async () => {
    await store.save(dump('a', 1), report('a'), [check('a', 'x', 1)]);
    await store.save(dump('a', 9), report('a2'), [check('a', 'x', 7), check('a', 'y', 2)]);
    expect((await store.checksOf('a')).map(({ path, stamp }) => [path, stamp.size])).toEqual([
      ['x', 7],
      ['y', 2],
    ]);
    expect(await store.list()).toEqual([dump('a', 9)]);
  });

  test('keeps typed arrays, and counts them', async () => {
    const layer = {
      entries: { count: 2, names: new Uint8Array(100), sizes: new Float64Array(2) },
      checkpoints: { ...noCheckpoints(), windows: new Uint8Array(1_000) },
    };
    const kept = { ...check('a', 'x').check, layer } as unknown as FileCheck;
    await store.save(dump('a', 1), report('a'), [{ ...check('a', 'x'), check: kept }]);
    const [back] = await store.checksOf('a');
    expect(back?.check.layer?.entries.names).toEqual(new Uint8Array(100));
    expect(back?.check.layer?.checkpoints.windows).toEqual(new Uint8Array(1_000));
    expect(keptBytesOf(kept)).toBe(2_116);
  });

  test('a layer that an earlier version kept without checkpoints counts as not kept, other files do', async () => {
    const old = { ...check('a', 'x').check, layer: { entries: { count: 0 } } } as unknown as FileCheck;
    await store.save(dump('a', 1), report('a'), [{ ...check('a', 'x'), check: old }, check('a', 'y')]);
    expect((await store.checksOf('a')).map(({ path }) => path)).toEqual(['y']);
  });

  test('so does a layer that it could not tell the packing of', async () => {
    const layer = { compression: 'unknown', entries: { count: 0 }, checkpoints: noCheckpoints() };
    const of = (compression: string) =>
      ({ ...check('a', 'x').check, layer: { ...layer, compression } }) as unknown as FileCheck;
    await store.save(dump('a', 1), report('a'), [
      { ...check('a', 'x'), check: of('unknown') },
      { ...check('a', 'y'), check: of('xz') },
    ]);
    expect((await store.checksOf('a')).map(({ path }) => path)).toEqual(['y']);
  });

  test('forgets one with all that belongs to it, and only that', async () => {
    for (const id of ['a', 'b']) await store.save(dump(id, 1), report(id), [check(id, 'x')]);
    await store.forget('a');
    expect([(await store.checksOf('a')).length, await store.reportOf('a'), await store.get('a')]).toEqual([
      0,
      undefined,
      undefined,
    ]);
    expect((await store.checksOf('b')).length).toBe(1);
    await store.forgetAll();
    expect([(await store.checksOf('b')).length, await store.list()]).toEqual([0, []]);
  });

  test('lets the oldest go beyond the number and the bytes, never the one just saved', async () => {
    const small = new DumpStore({ dumps: 3, keptBytes: 100 });
    for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) await small.save(dump(id, i), report(id), [check(id, 'x')]);
    expect((await small.list()).map(({ id }) => id)).toEqual(['d', 'c', 'b']);
    expect((await small.checksOf('a')).length).toBe(0);
    await small.save(dump('e', 9, 85), report('e'), []);
    expect((await small.list()).map(({ id }) => id)).toEqual(['e', 'd']);
    await small.save(dump('f', 10, 500), report('f'), []);
    expect((await small.list()).map(({ id }) => id)).toEqual(['f']);
    await small.close();
  });

  test('when the browser has no room, the oldest others go; alone, it says so', async () => {
    for (const [i, id] of ['a', 'b', 'c'].entries()) await store.save(dump(id, i), report(id), [check(id, 'x')]);
    const { put } = IDBObjectStore.prototype; // eslint-disable-line @typescript-eslint/unbound-method -- put back below
    let room = 1;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
      if (this.name === 'dumps' && (room -= 1) < 0) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, args);
    };
    try {
      room = 0;
      const remove = store.forget.bind(store);
      store.forget = async (id) => {
        await remove(id);
        if (id === 'b') room = 1;
      };
      await store.save(dump('d', 9), report('d'), []);
      expect((await store.list()).map(({ id }) => id)).toEqual(['d', 'c']);
      store.forget = remove;
      room = 0;
      await expect(store.save(dump('d', 10), report('d'), [])).rejects.toMatchObject({ kind: 'full' });
      expect((await store.list()).map(({ id, checkedAtMs }) => [id, checkedAtMs])).toEqual([['d', 9]]);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
  });

  test('another tab that upgrades gets the database, and this one says so', async () => {
    await store.save(dump('a', 1), report('a'), []);
    const upgraded = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('tallyman', 99);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('no upgrade'));
    });
    await expect(store.list()).rejects.toMatchObject({ kind: 'superseded' });
    upgraded.close();
    await expect(new DumpStore().list()).rejects.toMatchObject({ kind: 'superseded' });
  });

  test('a forbidden or full database is a problem of its kind', async () => {
    const forbidden = new IDBFactory();
    forbidden.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
    globalThis.indexedDB = forbidden;
    await expect(store.list()).rejects.toMatchObject({ name: 'StorageProblem', kind: 'forbidden' });
    expect(StorageProblem.from(new DOMException('x', 'QuotaExceededError')).kind).toBe('full');
    expect(StorageProblem.from(new TypeError('x')).kind).toBe('failed');
    globalThis.indexedDB = new IDBFactory();
    expect(await store.list()).toEqual([]); // and a later call tries again
  });
});

describe('migrations', () => {
  test('version 1 opens with its rows', async () => {
    const old = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('tallyman', 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('dumps', { keyPath: 'id' }).createIndex('checkedAtMs', 'checkedAtMs');
        request.result.createObjectStore('checks', { keyPath: ['dumpId', 'path'] });
        request.result.createObjectStore('reports');
        request.transaction?.objectStore('dumps').put(dump('old', 4));
        request.transaction?.objectStore('checks').put(check('old', 'x'));
      };
      request.onsuccess = () => resolve(request.result);
    });
    old.close();
    expect(await store.list()).toEqual([dump('old', 4)]);
    expect(await store.checksOf('old')).toEqual([check('old', 'x')]);
  });

  test('a new database has every store', async () => {
    const db = await openDatabase('fresh', () => undefined);
    expect([...db.objectStoreNames]).toEqual(['checks', 'dumps', 'pieces', 'reports']);
    db.close();
  });
});
