import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../core/report/report.ts';
import { DumpStore } from '../storage/dump-store.ts';
import type { KeptDump } from '../storage/kept-dump.ts';
import { RecentDumps } from './recent-dumps.svelte.ts';

const dump = (id: string, checkedAtMs: number, handle: KeptDump['handle'] = null): KeptDump => ({
  id,
  name: id,
  container: 'tar',
  root: '',
  files: 1,
  bytes: 2,
  verdict: 'sound',
  summary: 's',
  checkedAtMs,
  handle,
  keptBytes: 100,
});
const report = {} as Report;
let store: DumpStore;
let reopened: KeptDump[];
let recents: RecentDumps;
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  store = new DumpStore();
  await store.save(dump('a', 1), report, []);
  await store.save(dump('b', 2, 'sample'), report, []);
  reopened = [];
  recents = new RecentDumps(store, (kept) => reopened.push(kept));
  await recents.refresh();
});

describe('RecentDumps', () => {
  test('lists what is kept, newest first, and what it takes', () => {
    expect(recents.list.map(({ id, canReopen }) => [id, canReopen])).toEqual([
      ['b', true],
      ['a', false],
    ]);
    expect(recents.bytes).toBe(200);
    expect(recents.list[0]).not.toHaveProperty('handle');
  });

  test('reopens with what is needed for it', () => {
    recents.reopen('b');
    recents.reopen('nothing');
    expect(reopened).toEqual([dump('b', 2, 'sample')]);
  });

  test('forgets one, then all', async () => {
    recents.forget('b');
    await expect.poll(() => recents.list.map(({ id }) => id)).toEqual(['a']);
    recents.forgetAll();
    await expect.poll(() => recents.bytes).toBe(0);
  });

  test('says when nothing can be kept', async () => {
    await store.close();
    globalThis.indexedDB.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
    await recents.refresh();
    expect(recents.problem).toContain('private');
    expect(recents.list.length).toBe(2); // what was listed stays until it is known better
  });
});
