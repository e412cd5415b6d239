import type { HashAlgorithm, Hasher } from '../bytes/hasher.ts';
import { readChunks } from '../bytes/read-chunks.ts';
import { DumpError } from '../errors.ts';
import type { DumpErrorInfo } from '../errors.ts';
import type { FileCheck, FileTask } from './file-check.ts';
import { LayerReader } from './layer-reader.ts';
import type { LayerPorts } from './layer-reader.ts';

export interface CheckFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file read so far, as stored. */
  readonly onProgress?: ((doneBytes: number) => void) | undefined;
}

/**
 * Reads one file once, from first byte to last: its size, the digests asked for (SHA-256 always), and the layer in it.
 * @returns also for a file that cannot be read: then `error` says why, and there are no digests
 * @throws `signal.reason` after an abort; our own mistakes
 */
export async function checkFile(task: FileTask, ports: LayerPorts, options: CheckFileOptions = {}): Promise<FileCheck> {
  const { path } = task;
  const hashers = new Map<HashAlgorithm, Hasher>();
  for (const name of ['sha256' as const, ...task.algorithms]) {
    if (!hashers.has(name)) hashers.set(name, ports.createHasher(name));
  }
  const digests: Partial<Record<HashAlgorithm, string>> = {};
  const finishDigests = (): string => {
    for (const [name, hasher] of hashers) digests[name] ??= hasher.digestHex();
    return digests.sha256 ?? '';
  };
  const layerOptions = { encrypted: task.layer === 'encrypted', storedSha256: finishDigests };
  const layer = task.layer === null ? null : new LayerReader(ports, layerOptions);
  const chunks = readChunks(task.source, options);
  let size = 0;
  try {
    for (;;) {
      const read = await nextChunk(chunks, options.signal);
      if ('error' in read) return { path, size, digests: {}, layer: null, error: unreadable(path, read.error) };
      if (read.chunk === null) break;
      size += read.chunk.length;
      for (const hasher of hashers.values()) hasher.update(read.chunk);
      layer?.push(read.chunk);
    }
    finishDigests();
    return { path, size, digests, layer: layer?.finish() ?? null, error: null };
  } finally {
    await chunks.return();
    layer?.close();
    for (const hasher of hashers.values()) hasher.close?.();
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
