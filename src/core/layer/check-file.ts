import type { HashAlgorithm, Hasher } from '../bytes/hasher.ts';
import { DumpError } from '../errors.ts';
import type { DumpErrorInfo } from '../errors.ts';
import type { CheckStrategy } from './check-strategy.ts';
import type { FileCheck, FileTask } from './file-check.ts';
import { LayerReader } from './layer-reader.ts';
import type { LayerPorts } from './layer-reader.ts';
import { openStored, type ReadingPorts } from './stored-bytes.ts';

/** `reading` absent: everything streams through `createHasher`. */
export type CheckPorts = LayerPorts & { readonly reading?: ReadingPorts | undefined };

export interface CheckFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file read so far, as stored. */
  readonly onProgress?: ((doneBytes: number) => void) | undefined;
  /** `streaming` when absent. */
  readonly strategy?: CheckStrategy | undefined;
}

/**
 * Reads one file once, from first byte to last: its size, the digests asked for (SHA-256 always), and the layer in it.
 * @returns also for a file that cannot be read: then `error` says why, and there are no digests
 * @throws `signal.reason` after an abort; our own mistakes
 */
export async function checkFile(task: FileTask, ports: CheckPorts, options: CheckFileOptions = {}): Promise<FileCheck> {
  const { path } = task;
  const { signal, onProgress, strategy = 'streaming' } = options;
  const reading = ports.reading ?? { createStreamHasher: () => ports.createHasher('sha256'), whole: null };
  const others = new Map<HashAlgorithm, Hasher>();
  for (const name of task.algorithms) {
    if (name !== 'sha256' && !others.has(name)) others.set(name, ports.createHasher(name));
  }
  const { chunks, digest, ...stored } = openStored(task, strategy, reading, { signal, onProgress });
  const ended: { sha256?: Promise<string> } = {};
  const storedSha256 = (): Promise<string> => (ended.sha256 ??= digest.digestHex());
  const layer =
    task.layer === null
      ? null
      : new LayerReader(ports, {
          encrypted: task.layer === 'encrypted',
          storedSha256,
          createUnpackedDigest: () => stored.createUnpackedDigest(),
        });
  let size = 0;
  try {
    for (;;) {
      const read = await nextChunk(chunks, signal);
      if ('error' in read) return { path, size, digests: {}, layer: null, error: unreadable(path, read.error) };
      if (read.chunk === null) break;
      size += read.chunk.length;
      digest.update(read.chunk);
      for (const hasher of others.values()) hasher.update(read.chunk);
      layer?.push(read.chunk);
    }
    const digests: Partial<Record<HashAlgorithm, string>> = { sha256: await storedSha256() };
    for (const [name, hasher] of others) digests[name] = hasher.digestHex();
    return { path, size, digests, layer: (await layer?.finish()) ?? null, error: null };
  } finally {
    await chunks.return();
    layer?.close();
    if (!ended.sha256) digest.close();
    for (const hasher of others.values()) hasher.close?.();
  }
}

/** Keeps apart what the platform throws while reading (the file's fault) and what we throw while working on it (ours). */
async function nextChunk(
  chunks: AsyncGenerator<Uint8Array, void>,
  signal: AbortSignal | undefined,
): Promise<{ chunk: Uint8Array | null } | { error: unknown }> {
  try {
    const next = await chunks.next();
    return { chunk: next.done ? null : next.value };
  } catch (error) {
    signal?.throwIfAborted();
    return { error };
  }
}

function unreadable(path: string, error: unknown): DumpErrorInfo {
  if (error instanceof DumpError) return error.info;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'file-unreadable', data: { path, reason } };
}
