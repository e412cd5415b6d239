import 'fake-indexeddb/auto';
import { openAsBlob } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { blobScratch } from '../core/dump/scratch.ts';
import { openDump } from '../core/dump/open-dump.ts';
import { planChecks } from '../core/dump/plan-checks.ts';
import { checkFile } from '../core/layer/check-file.ts';
import { DumpStore } from '../storage/dump-store.ts';
import { loadCodecs } from './codecs.ts';
import { DumpSession } from './dump-session.ts';

const fixtures = fileURLToPath(new URL('../../tests/fixtures/', import.meta.url));
const took = { wallMs: 1, bytesRead: 2 };
const signal = new AbortController().signal;
let store: DumpStore;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  store = new DumpStore();
});

const createScratch = () => Promise.resolve(blobScratch());

/** `change`: bytes to put in place of a file's own; null: without that file. */
async function openFolder(
  name: string,
  change: Readonly<Record<string, string | null>> = {},
  modifiedMs = 1_000,
): Promise<DumpSession> {
  const codecs = await loadCodecs();
  const paths = (await readdir(fixtures + name, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(fixtures.length + name.length + 1))
    .filter((path) => change[path] !== null);
  const files = paths.map((path) => ({
    path,
    open: async () => {
      const bytes = change[path] ?? (await readFile(`${fixtures}${name}/${path}`));
      return Object.assign(new Blob([bytes]), { lastModified: change[path] === undefined ? modifiedMs : 2_000 });
    },
  }));
  const input = { kind: 'folder', name, files, folders: [] } as const;
  const dump = await openDump(input, { ...codecs, createScratch });
  return new DumpSession(dump, { codecs, createScratch, store, version: '1', handle: null, archiveModifiedMs: null });
}

async function openArchive(name: string, modifiedMs: number): Promise<DumpSession> {
  const codecs = await loadCodecs();
  const source = await openAsBlob(fixtures + name);
  expect(source.size).toBe((await stat(fixtures + name)).size);
  const dump = await openDump({ kind: 'archive', name, source, modifiedMs }, { ...codecs, createScratch });
  return new DumpSession(dump, {
    codecs,
    createScratch,
    store,
    version: '1',
    handle: null,
    archiveModifiedMs: modifiedMs,
  });
}

/** Reads what is left to read. @returns how many files there are to prove, those among them that opening has read */
async function verify(session: DumpSession): Promise<number> {
  const codecs = await loadCodecs();
  for (const task of session.plan()) session.record(await checkFile(task, codecs));
  return planChecks(session.model).length;
}

describe('DumpSession', () => {
  test('a folder: report, keep, and the same results at once when it is opened again', async () => {
    const first = await openFolder('docker25-hello-world');
    expect(await first.recall(signal)).toEqual({ kept: null, problem: null });
    expect(await first.lastVisit()).toEqual({ isKept: false, report: null });
    const files = await verify(first);
    expect(first.plan()).toEqual([]);
    const report = first.summarise({ phase: 'complete', took });
    expect(report.verdict).toBe('broken');
    expect(await first.keep(77)).toBeNull();
    expect(
      (await store.list()).map(({ name, verdict, files: count, checkedAtMs }) => [name, verdict, count, checkedAtMs]),
    ).toEqual([['docker25-hello-world', 'broken', report.dump.files, 77]]);

    const second = await openFolder('docker25-hello-world');
    expect(await second.lastVisit()).toEqual({ isKept: true, report });
    expect(await second.recall(signal)).toEqual({
      kept: { checkedAtMs: 77, unchangedFiles: files, changedFiles: 0 },
      problem: null,
    });
    expect(second.plan()).toEqual([]);
    expect(second.summarise({ phase: 'complete', took })).toEqual(report);
  });

  test('a report after which no check has come is not worked out again; one check, and it is', async () => {
    const whole = await openFolder('docker25-hello-world');
    const blob = whole.model.files.find(({ path }) => path.startsWith('blobs/sha256/'));
    if (!blob) throw new Error('no blob in the fixture');
    const session = await openFolder('docker25-hello-world', { [blob.path]: 'x'.repeat(blob.size) });
    const early = session.summarise({ phase: 'running', took });
    const same = session.summarise({ phase: 'stopped', took });
    expect(same.findings).toBe(early.findings);
    expect(same.files).toBe(early.files);
    const [task] = session.plan();
    if (!task) throw new Error('nothing left to read');
    session.record(await checkFile(task, await loadCodecs()));
    const { files } = session.summarise({ phase: 'running', took });
    expect(early.files.find(({ path }) => path === task.path)?.sha256).toBe(null);
    expect(files.find(({ path }) => path === task.path)?.sha256).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('only what has changed is read again', async () => {
    const first = await openFolder('docker25-hello-world');
    const files = await verify(first);
    first.summarise({ phase: 'complete', took });
    await first.keep(1);
    const blob = first.model.files.find(({ path }) => path.startsWith('blobs/sha256/'));
    if (!blob) throw new Error('no blob in the fixture');
    const second = await openFolder('docker25-hello-world', { [blob.path]: 'x'.repeat(blob.size) });
    expect((await second.recall(signal)).kept).toMatchObject({ unchangedFiles: files - 1, changedFiles: 1 });
    expect(second.plan().map(({ path }) => path)).toEqual([blob.path]);
    await verify(second);
    const codes = second.summarise({ phase: 'complete', took }).findings.map(({ code }) => code);
    expect(codes).toContain('blob-digest-mismatch');
    await second.keep(2);
    const third = await openFolder('docker25-hello-world');
    expect((await third.recall(signal)).kept).toMatchObject({ changedFiles: 1 }); // it has changed back
  });

  test('a file with another date or other bytes in the same places is not taken for the same', async () => {
    const first = await openFolder('docker25-hello-world');
    const files = await verify(first);
    first.summarise({ phase: 'complete', took });
    await first.keep(1);
    const touched = await openFolder('docker25-hello-world', {}, 9_999);
    expect((await touched.recall(signal)).kept).toMatchObject({ unchangedFiles: 0, changedFiles: files });
  });

  test('an archive: layers come back with their entries, and a changed date reads everything again', async () => {
    const first = await openArchive('docker26-classic-kitchen.tar', 5);
    const files = await verify(first);
    const report = first.summarise({ phase: 'complete', took });
    expect(report.images[0]?.rootfs?.listingSha256.slice(0, 8)).toBe('c45188d3');
    await first.keep(3);
    const second = await openArchive('docker26-classic-kitchen.tar', 5);
    expect((await second.recall(signal)).kept).toMatchObject({ unchangedFiles: files, changedFiles: 0 });
    expect(second.summarise({ phase: 'complete', took })).toEqual(report);
    const touched = await openArchive('docker26-classic-kitchen.tar', 6);
    expect((await touched.recall(signal)).kept).toMatchObject({ unchangedFiles: 0 });
  });

  test('trees of an earlier visit are taken over when all is as it was, and not when a layer has gone', async () => {
    const first = await openFolder('oci');
    await verify(first);
    const report = first.summarise({ phase: 'complete', took });
    expect(report.images[0]?.rootfs).not.toBeNull();
    await first.keep(1);
    const same = await openFolder('oci');
    await same.lastVisit();
    await same.recall(signal);
    expect(same.summarise({ phase: 'complete', took })).toEqual(report);
    const layer = first.model.images[0]?.layers[0]?.path ?? '';
    const gone = { [layer]: null };
    const second = await openFolder('oci', gone);
    await second.lastVisit();
    expect((await second.recall(signal)).kept).toMatchObject({ changedFiles: 0 });
    await verify(second);
    const fresh = await openFolder('oci', gone);
    await verify(fresh);
    expect(second.summarise({ phase: 'complete', took })).toEqual(fresh.summarise({ phase: 'complete', took }));
  });

  test('a stopped run keeps what it has', async () => {
    const first = await openFolder('oci');
    const [task] = first.plan();
    const readWhileOpening = planChecks(first.model).length - first.plan().length;
    expect(readWhileOpening).toBeGreaterThan(2);
    if (!task) throw new Error('nothing to read');
    first.record(await checkFile(task, await loadCodecs()));
    expect(first.summarise({ phase: 'stopped', took }).verdict).not.toBe('sound');
    await first.keep(1);
    const second = await openFolder('oci');
    expect((await second.recall(signal)).kept).toMatchObject({ unchangedFiles: readWhileOpening + 1 });
    expect(second.plan().map(({ path }) => path)).not.toContain(task.path);
  });

  test('a storage that is forbidden is said, and the work goes on', async () => {
    globalThis.indexedDB.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
    const session = await openFolder('docker25-hello-world');
    expect(await session.lastVisit()).toEqual({ isKept: true, report: null }); // so that `recall` is asked, and says why
    expect(await session.recall(signal)).toEqual({ kept: null, problem: 'forbidden' });
    expect(await verify(session)).toBeGreaterThan(3);
    expect(session.summarise({ phase: 'complete', took }).verdict).toBe('broken');
    expect(await session.keep(1)).toBe('forbidden');
  });

  test('reads, explains and lists ids; a path that is not there gives nothing', async () => {
    const session = await openFolder('docker25-hello-world');
    const read = await session.read('oci-layout', 1, 10_000_000);
    expect([read.size, read.bytes.length]).toEqual([31, 30]);
    expect((await session.read('nothing', 0, 5)).size).toBe(0);
    const whole = session.annotate('manifest.json', 0, 1_000);
    expect(whole.lines.length).toBe(whole.total);
    expect(session.annotate('manifest.json', 2, 3).lines).toEqual(whole.lines.slice(2, 5));
    expect(session.annotate('nothing', 0, 5).total).toBe(0);
    expect(session.explain('index.json').title).not.toBe('');
    expect(session.ids(0).length).toBeGreaterThan(2);
  });
});
