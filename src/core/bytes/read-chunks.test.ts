import { expect, test, vi } from 'vitest';
import type { ByteSource } from './byte-source.ts';
import { toHex } from './hex.ts';
import { readBytes } from './read-bytes.ts';
import { readChunks } from './read-chunks.ts';
import { throttle } from './throttle.ts';

const content = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7) % 251);

/** A stream of default kind (Firefox) or of bytes (Chromium), which notes whether it was cancelled. */
function sourceOf(type: 'bytes' | undefined, pieceBytes: number): ByteSource & { cancelled: boolean } {
  const blob = new Blob([content]);
  const source = {
    size: content.length,
    cancelled: false,
    slice: blob.slice.bind(blob),
    stream() {
      let at = 0;
      const pull = (controller: {
        enqueue(chunk: Uint8Array): void;
        close(): void;
        byobRequest?: { respond(n: number): void } | null;
      }) => {
        if (at >= content.length) {
          controller.close();
          controller.byobRequest?.respond(0); // a close answers nobody who brought a buffer
          return;
        }
        controller.enqueue(content.slice(at, at + pieceBytes));
        at += pieceBytes;
      };
      const cancel = () => void (source.cancelled = true);
      return new ReadableStream({ pull, cancel, ...(type ? { type } : {}) } as unknown as UnderlyingDefaultSource<
        Uint8Array<ArrayBuffer>
      >);
    },
  };
  return source;
}

async function collect(source: ByteSource, chunkBytes?: number): Promise<{ bytes: Uint8Array; sizes: number[] }> {
  const bytes: number[] = [];
  const sizes: number[] = [];
  for await (const chunk of readChunks(source, { chunkBytes })) {
    for (const byte of chunk) bytes.push(byte);
    sizes.push(chunk.length);
  }
  return { bytes: Uint8Array.from(bytes), sizes };
}

test.each<[string, ByteSource]>([
  ['a Blob', new Blob([content])],
  ['a byte stream', sourceOf('bytes', 999)],
  ['a default stream', sourceOf(undefined, 999)],
])('%s comes whole and in order', async (_, source) => {
  for (const chunkBytes of [undefined, 512, 70_000]) {
    const { bytes, sizes } = await collect(source, chunkBytes);
    expect(Buffer.compare(bytes, content)).toBe(0);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
  }
});

test('nothing is read of nothing', async () => {
  expect((await collect(new Blob([]))).sizes).toEqual([]);
});

test('progress is what has been dealt with', async () => {
  const seen: number[] = [];
  let total = 0;
  for await (const chunk of readChunks(new Blob([content]), {
    chunkBytes: 50_000,
    onProgress: (done) => seen.push(done),
  })) {
    expect(seen.at(-1) ?? 0).toBe(total);
    total += chunk.length;
  }
  expect(seen.at(-1)).toBe(content.length);
});

test('leaving early cancels the stream', async () => {
  const source = sourceOf('bytes', 999);
  for await (const chunk of readChunks(source, { chunkBytes: 1000 })) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  expect(source.cancelled).toBe(true);
});

test('an abort between chunks, and one while a read waits, throw its reason', async () => {
  const between = new AbortController();
  const run = async (source: ByteSource, controller: AbortController) => {
    for await (const chunk of readChunks(source, { signal: controller.signal, chunkBytes: 1000 })) {
      expect(chunk.length).toBeGreaterThan(0);
      controller.abort(new Error('enough'));
    }
  };
  await expect(run(new Blob([content]), between)).rejects.toThrow('enough');

  const waiting = new AbortController();
  const never: ByteSource = { ...sourceOf(undefined, 1), stream: () => new ReadableStream() };
  const done = run(never, waiting);
  setTimeout(() => waiting.abort(new Error('waited')), 5);
  await expect(done).rejects.toThrow('waited');
});

test('what the platform throws passes through', async () => {
  const broken: ByteSource = {
    ...sourceOf(undefined, 1),
    stream: () => new ReadableStream({ pull: () => Promise.reject(new DOMException('moved', 'NotReadableError')) }),
  };
  await expect(collect(broken)).rejects.toThrow('moved');
});

test('readBytes stays within the source', async () => {
  const blob = new Blob([content]);
  expect(await readBytes(blob, 10, 13)).toEqual(content.slice(10, 13));
  expect(await readBytes(blob, -5, 2)).toEqual(content.slice(0, 2));
  expect(await readBytes(blob, content.length - 1, 2 ** 53)).toEqual(content.slice(-1));
  expect((await readBytes(blob, content.length + 5, content.length + 9)).length).toBe(0);
  expect((await readBytes(blob, 9, 3)).length).toBe(0);
});

test('throttle drops what comes too soon', () => {
  let nowMs = 0;
  const fn = vi.fn<(n: number) => void>();
  const throttled = throttle(100, () => nowMs, fn);
  for (const at of [0, 50, 99, 100, 150, 260]) {
    nowMs = at;
    throttled(at);
  }
  expect(fn.mock.calls).toEqual([[0], [100], [260]]);
});

test('hex', () => expect(toHex(Uint8Array.of(0, 15, 16, 255))).toBe('000f10ff'));
