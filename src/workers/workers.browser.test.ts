import { afterEach, describe, expect, test } from 'vitest';
import type { FileTask } from '../core/layer/file-check.ts';
import { startCheckWorker } from './start-check-worker.ts';
import { startDumpWorker } from './start-dump-worker.ts';
import { WorkerCrash, runWorker } from './running-worker.ts';

const ended: { end(): void }[] = [];
const started = <W extends { end(): void }>(worker: W): W => (ended.push(worker), worker);
afterEach(() => {
  for (const worker of ended.splice(0)) worker.end();
});

async function fixture(name: string): Promise<File> {
  const response = await fetch(new URL(`../../tests/fixtures/${name}`, import.meta.url));
  return new File([await response.blob()], name, { lastModified: 5 });
}
const gzipped = async (file: File): Promise<File> =>
  new File([await new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).blob()], `${file.name}.gz`, {
    lastModified: 5,
  });
const streaming = { strategy: 'streaming', keptBytes: 0, turns: null } as const;
const took = { wallMs: 0, bytesRead: 0 };

describe('real workers', () => {
  test.each([
    ['docker26-classic-kitchen.tar', 'streaming'],
    ['docker26-classic-kitchen.tar', 'buffered'],
    ['buildkit-oci-zstd.tar', 'streaming'],
    ['buildkit-oci-zstd.tar', 'small'],
    ['buildkit-oci-gzip.tar', 'streaming'],
    ['buildkit-oci-gzip.tar', 'buffered'],
    ['buildkit-oci-gzip.tar', 'split'],
  ] as const)('%s is opened, read (%s) and reported', async (name, strategy) => {
    const dump = started(startDumpWorker());
    const check = started(startCheckWorker());
    const input = { kind: 'archive-file', file: await fixture(name) } as const;
    const { model } = await dump.client.call('open', { input });
    expect(model.images.length).toBeGreaterThan(0);
    const tasks = await dump.client.call('plan', null);
    const keptBytes = strategy === 'buffered' ? 64 * 2 ** 20 : 0;
    const turns = strategy === 'buffered' ? 'tallyman-test' : null;
    const checkOne = (task: FileTask) => check.client.call('checkFile', { ...task, strategy, keptBytes, turns });
    for (const result of await Promise.all(tasks.map(checkOne))) {
      await dump.client.call('record', { check: result });
    }
    const report = await dump.client.call('summarise', { phase: 'complete', took });
    expect(report.images[0]?.rootfs?.listingSha256.slice(0, 8)).toBe('c45188d3');
    expect(report.checked.blobs[0]).toBe(report.checked.blobs[1]);
    expect(await dump.client.call('keep', { checkedAtMs: 1 })).toEqual({ problem: null });
    expect((await dump.client.call('open', { input })).report).toEqual(report);
  });

  test('a packed archive is unpacked to a scratch file, and the next worker clears it away', async () => {
    const packed = await gzipped(await fixture('docker26-classic-hello.tar'));
    const first = startDumpWorker();
    const { model } = await first.client.call('open', { input: { kind: 'archive-file', file: packed } });
    expect(model.container).toBe('tar+gzip');
    const names = async (): Promise<string[]> => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('scratch', { create: true });
      const all: string[] = [];
      for await (const name of folder.keys()) all.push(name);
      return all;
    };
    const [mine, ...others] = await names();
    expect([typeof mine, others]).toEqual(['string', []]);
    const path = model.files[0]?.path ?? '';
    expect((await first.client.call('read', { path, start: 0, end: 4 })).bytes.length).toBe(4);
    first.end();
    const second = started(startDumpWorker());
    await expect
      .poll(async () => {
        await second.client.call('open', { input: { kind: 'archive-file', file: packed } });
        const left = await names();
        return [left.length, left.includes(mine ?? '')];
      })
      .toEqual([1, false]);
  });

  test('a folder handle crosses to the worker', async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('picked', { create: true });
    const file = await folder.getFileHandle('oci-layout', { create: true });
    const writer = await file.createWritable();
    await writer.write('{"imageLayoutVersion":"1.0.0"}');
    await writer.close();
    const worker = started(startDumpWorker());
    const { model } = await worker.client.call('open', { input: { kind: 'folder-handle', handle: folder } });
    expect(model.files.map(({ path, size }) => [path, size])).toEqual([['oci-layout', 30]]);
  });

  test('an abort is at once, and an ended worker fails its calls', async () => {
    const worker = started(startCheckWorker());
    const source = new Blob([new Uint8Array(64 * 2 ** 20)]);
    const task = { path: 'big', source, size: source.size, algorithms: ['sha256' as const], layer: null, ...streaming };
    const job = new AbortController();
    const onProgress = (): void => job.abort(new Error('stop'));
    await expect(worker.client.call('checkFile', task, { signal: job.signal, onProgress })).rejects.toThrow('stop');
    const other = worker.client.call('checkFile', task);
    worker.end();
    await expect(other).rejects.toBeInstanceOf(WorkerCrash);
  });

  test('a script that does not load is a crash', async () => {
    const worker = runWorker<{ x: { params: null; result: null; progress: never } }>(
      new Worker(URL.createObjectURL(new Blob(['throw new Error("no")']))),
    );
    await expect(worker.client.call('x', null)).rejects.toBeInstanceOf(WorkerCrash);
  });
});
