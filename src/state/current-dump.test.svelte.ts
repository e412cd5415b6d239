import 'fake-indexeddb/auto';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DumpError } from '../core/errors.ts';
import { blobScratch } from '../core/dump/scratch.ts';
import { DumpStore } from '../storage/dump-store.ts';
import type { CheckApi } from '../workers/check-api.ts';
import type { DumpApi } from '../workers/dump-api.ts';
import type { RunningWorker } from '../workers/running-worker.ts';
import { serveCheck } from '../workers/serve-check.ts';
import { serveDump } from '../workers/serve-dump.ts';
import { inThreadWorker } from '../workers/testing/in-thread-worker.ts';
import { CurrentDump, type DumpState } from './current-dump.svelte.ts';
import { openingOf } from './dump-inputs.ts';
import type { Progress } from './progress.ts';

const fixtures = fileURLToPath(new URL('../../tests/fixtures/', import.meta.url));
interface Ends {
  end(): void;
  crash(): void;
}
let dump: CurrentDump;
let dumpWorkers: (RunningWorker<DumpApi> & Ends)[];
let checkWorkers: (RunningWorker<CheckApi> & Ends)[];
let opened: number;
let kept: number;
let crashFirstReader: boolean;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  dumpWorkers = [];
  checkWorkers = [];
  opened = 0;
  kept = 0;
  crashFirstReader = false;
  const store = new DumpStore();
  const createScratch = () => Promise.resolve(blobScratch());
  dump = new CurrentDump({
    startDumpWorker() {
      const worker = inThreadWorker<DumpApi>((endpoint) => serveDump(endpoint, { store, createScratch, version: '1' }));
      dumpWorkers.push(worker);
      return worker;
    },
    startCheckWorker() {
      const worker = inThreadWorker<CheckApi>((endpoint) => serveCheck(endpoint));
      checkWorkers.push(worker);
      if (crashFirstReader && checkWorkers.length === 1) setTimeout(() => worker.crash());
      return worker;
    },
    checkWorkers: 2,
    budget: () => ({ bytes: 2 ** 20 }),
    onOpen: () => (opened += 1),
    onKept: () => (kept += 1),
  });
});
afterEach(() => dump.close());

const archive = async (name: string): Promise<File> =>
  new File([await readFile(fixtures + name)], name, { lastModified: 5 });
async function folder(name: string): Promise<File[]> {
  const entries = await readdir(fixtures + name, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = `${entry.parentPath}/${entry.name}`;
        const file = new File([await readFile(path)], entry.name, { lastModified: 5 });
        return Object.defineProperty(file, 'webkitRelativePath', { value: path.slice(fixtures.length) });
      }),
  );
}
/** Resolves the moment the state is reached: before anything else can happen, however short it lasts. */
function ends(state: DumpState): Promise<void> {
  return new Promise((resolve) => {
    const stop = $effect.root(() => {
      $effect(() => {
        if (dump.state !== state) return;
        resolve();
        queueMicrotask(() => stop());
      });
    });
  });
}

describe('CurrentDump', () => {
  test('a folder is opened, shown, proved and kept', async () => {
    dump.openFolderFiles(await folder('docker25-hello-world'));
    expect([dump.state, dump.progress?.phase, opened]).toEqual(['reading', 'listing', 1]);
    await ends('done');
    expect(dump.model?.name).toBe('docker25-hello-world');
    expect(dump.report?.verdict).toBe('broken');
    expect(dump.findings.map(({ code }) => code)).toContain('blob-missing');
    expect([dump.progress, dump.error, dump.kept, dump.storageProblem]).toEqual([null, null, null, null]);
    const missing = dump.model?.references.find(({ present, path }) => !present && path !== null)?.path ?? '';
    const blob = dump.report?.files.find(({ digestCheck }) => digestCheck === 'match')?.path ?? '';
    expect([missing, blob].map((path) => dump.digestState(path))).toEqual(['missing', 'match']);
    await expect.poll(() => kept).toBe(1);
  });

  test('the same dump again shows what is known, and reads nothing', async () => {
    dump.openFolderFiles(await folder('oci'));
    await ends('done');
    await expect.poll(() => kept).toBe(1);
    const report = dump.report;
    const files = report?.files.length;
    dump.openFolderFiles(await folder('oci'));
    expect(dump.report).toBeNull();
    await ends('done');
    expect(dump.kept).toMatchObject({ unchangedFiles: files, changedFiles: 0 });
    expect(dump.report?.took.bytesRead).toBe(0);
    expect({ ...dump.report, took: null }).toEqual({ ...report, took: null });
    dump.verifyAgain();
    await ends('done');
    expect([dump.kept, dump.report?.took.bytesRead]).toEqual([null, report?.took.bytesRead]);
  });

  test('a dump of more files than one message takes is there in full', async () => {
    const more = Array.from({ length: 2_100 }, (_, i) => {
      const path = `oci/more/file-${String(i).padStart(4, '0')}`;
      return Object.defineProperty(new File([path], path), 'webkitRelativePath', { value: path });
    });
    dump.openFolderFiles([...(await folder('oci')), ...more]);
    await ends('done');
    const { model, report } = dump;
    expect(model?.files.filter(({ path }) => path.startsWith('more/'))).toHaveLength(more.length);
    expect(model?.files.map(({ path }) => path)).toEqual(report?.files.map(({ path }) => path));
    expect(model?.references).toHaveLength(report?.checked.references ?? NaN);
    expect(report?.files.every(({ sha256 }) => sha256 !== null)).toBe(true);
  });

  test('another dump abandons the first, whenever it comes', async () => {
    const first = await archive('docker26-classic-kitchen.tar');
    const second = await archive('podman-multi.tar');
    for (const wait of [() => Promise.resolve(), () => ends('verifying')]) {
      dump.openArchive(first);
      await wait();
      dump.openArchive(second);
      expect([dump.state, dump.model]).toEqual(['reading', null]);
      await ends('done');
      expect([dump.model?.name, dump.report?.dump.name]).toEqual(['podman-multi.tar', 'podman-multi.tar']);
    }
  });

  test('stopped while verifying: what was found stays, and it can go on', async () => {
    dump.openArchive(await archive('docker26-classic-kitchen.tar'));
    await ends('verifying');
    dump.cancel();
    expect([dump.state, dump.progress]).toEqual(['cancelled', null]);
    await expect.poll(() => kept).toBe(1);
    expect(dump.report?.verdict).not.toBe('sound');
    dump.resume();
    expect(dump.state).toBe('verifying');
    await ends('done');
    expect(dump.report?.images[0]?.rootfs?.listingSha256.slice(0, 8)).toBe('c45188d3');
  });

  test('stopped while opening: there is nothing, and it can be opened again', async () => {
    dump.openArchive(await archive('docker26-classic-hello.tar'));
    dump.cancel();
    expect([dump.state, dump.model, dump.error]).toEqual(['cancelled', null, null]);
    dump.resume();
    await ends('done');
    expect(dump.error).toBeNull();
  });

  test('paused and resumed', async () => {
    dump.openArchive(await archive('docker26-classic-kitchen.tar'));
    await ends('verifying');
    dump.pause();
    expect(dump.paused).toBe(true);
    dump.resume();
    expect(dump.paused).toBe(false);
    await ends('done');
  });

  test('progress never falls, and says what is read', async () => {
    const seen: Progress[] = [];
    const stop = $effect.root(() => {
      $effect(() => {
        if (dump.progress) seen.push(dump.progress);
      });
    });
    dump.openArchive(await archive('docker26-containerd-multiplatform.tar'));
    await ends('done');
    stop();
    const done = seen.filter(({ phase }) => phase === 'checking').map(({ doneBytes }) => doneBytes);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(seen[0]?.phase).toBe('listing');
  });

  test('what is no dump ends in failed, with a report', async () => {
    dump.openArchive(new File(['<!DOCTYPE html><title>Sign in</title>'], 'image.tar'));
    await ends('failed');
    expect(dump.report?.verdict).toBe('unreadable');
    expect([dump.error, dump.model?.inputKind]).toEqual([null, 'html']);
  });

  test('an input that cannot be had is an error with its code', async () => {
    const info = { code: 'file-unreadable', data: { path: 'x', reason: 'gone' } } as const;
    dump.open({ name: 'x', obtain: () => Promise.reject(new DumpError(info)) });
    await ends('failed');
    expect([dump.error, dump.model]).toEqual([info, null]);
    dump.openArchive(await archive('docker26-classic-hello.tar'));
    expect(dump.error).toBeNull();
    await ends('done');
  });

  test('nothing picked after all: back to the start', async () => {
    dump.open({ name: '', obtain: () => Promise.resolve(null) });
    await ends('idle');
  });

  test('the worker of the dump dies: failed, and said so', async () => {
    dump.openArchive(await archive('docker26-classic-kitchen.tar'));
    await ends('verifying');
    dumpWorkers[0]?.crash();
    await ends('failed');
    expect(dump.error).toEqual({ code: 'worker-died', data: { path: 'docker26-classic-kitchen.tar' } });
  });

  test('a worker that reads dies: the rest is proved all the same', async () => {
    crashFirstReader = true;
    dump.openArchive(await archive('docker26-classic-kitchen.tar'));
    await ends('done');
    expect(checkWorkers.length).toBeGreaterThan(1);
    // Its first file is a large one, which it had by itself.
    const unread = dump.report?.files.filter(({ sha256 }) => sha256 === null) ?? [];
    expect(unread.map(({ digestCheck }) => digestCheck)).toEqual(['unchecked']);
    expect(dump.findings.filter(({ path }) => path === unread[0]?.path).map(({ severity }) => severity)).not.toEqual(
      [],
    );
    expect(dump.report?.checked.blobs[0]).toBeGreaterThan(10);
  });

  test('close ends everything', async () => {
    dump.openArchive(await archive('docker26-classic-kitchen.tar'));
    await ends('verifying');
    dump.close();
    expect([dump.state, dump.model, dump.report, dump.progress]).toEqual(['idle', null, null, null]);
    await expect(dump.ask('read', { path: 'index.json', start: 0, end: 1 })).rejects.toThrow('No dump');
  });

  test('views ask the worker', async () => {
    dump.open(openingOf('x', { kind: 'archive-file', file: await archive('docker26-classic-hello.tar') }));
    await ends('done');
    expect((await dump.ask('explain', { path: 'index.json' })).title).not.toBe('');
  });
});
