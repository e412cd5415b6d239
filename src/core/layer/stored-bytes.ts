import {
  BufferedDigest,
  type DigestStream,
  type HashWhole,
  type PacedDigest,
  streamedDigest,
} from '../bytes/digest-stream.ts';
import type { Hasher } from '../bytes/hasher.ts';
import { readBytes } from '../bytes/read-bytes.ts';
import { readChunks, type ReadChunksOptions } from '../bytes/read-chunks.ts';
import type { CheckStrategy } from './check-strategy.ts';
import { memoryNeed } from './check-strategy.ts';
import type { FileTask } from './file-check.ts';

/** What a worker has for reading files fast. Without `whole` everything streams. */
export interface ReadingPorts {
  /** SHA-256 of one of several streams that advance side by side. */
  readonly createStreamHasher: () => Hasher;
  readonly whole: {
    readonly hash: HashWhole;
    /** Room for the one buffered file of the worker, as stored and unpacked; null where everything streams or is small. */
    readonly room: Uint8Array<ArrayBuffer> | null;
  } | null;
  /** SHA-256 by a second thread; null where there is none. */
  readonly createDigestApart?: (() => PacedDigest) | null;
}

/** The bytes of one file as they lie in the dump, in order, with their SHA-256; and where the bytes go that they unpack to. */
export interface StoredBytes {
  /** Valid until the next one is asked for. */
  readonly chunks: AsyncGenerator<Uint8Array, void>;
  /** For each chunk, once. */
  readonly digest: DigestStream;
  /** For what the file unpacks to. */
  createUnpackedDigest(): DigestStream;
}

export function openStored(
  task: Pick<FileTask, 'source' | 'size' | 'unpackedHint'>,
  strategy: CheckStrategy,
  ports: ReadingPorts,
  options: ReadChunksOptions,
): StoredBytes {
  const { source } = task;
  const { createStreamHasher, whole, createDigestApart } = ports;
  const streamed = (): DigestStream => streamedDigest(createStreamHasher());
  if (strategy === 'split' && createDigestApart) return openSplit(source, createDigestApart, options);
  if (!whole || strategy === 'streaming' || strategy === 'split') {
    return { chunks: readChunks(source, options), digest: streamed(), createUnpackedDigest: streamed };
  }
  if (strategy === 'small') {
    let bytes = new Uint8Array(0);
    const chunks = readWhole(source, options, (read) => (bytes = read));
    const digest = { update: () => undefined, digestHex: () => whole.hash(bytes), close: () => undefined };
    return { chunks, digest, createUnpackedDigest: streamed };
  }
  const { room } = whole;
  if (!room || room.length < memoryNeed(task).kept) {
    return openStored(task, 'streaming', ports, options);
  }
  return {
    chunks: readChunks(source, options),
    digest: new BufferedDigest(room.subarray(0, task.size), whole.hash, createStreamHasher()),
    createUnpackedDigest: () => new BufferedDigest(room.subarray(task.size), whole.hash, createStreamHasher()),
  };
}

/** A chunk goes on in pieces: all that one unpacks to, at most a thousand times as much, may have to wait to be hashed. */
const SPLIT_PIECE_BYTES = 64 * 2 ** 10;

function openSplit(
  source: FileTask['source'],
  createDigest: () => PacedDigest,
  options: ReadChunksOptions,
): StoredBytes {
  const digest = createDigest();
  const digests = [digest];
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of readChunks(source, options)) {
      for (let at = 0; at < chunk.length; at += SPLIT_PIECE_BYTES) {
        yield chunk.subarray(at, at + SPLIT_PIECE_BYTES);
        for (const one of digests) await one.caughtUp();
      }
    }
  }
  const createUnpackedDigest = (): DigestStream => {
    const unpacked = createDigest();
    digests.push(unpacked);
    return unpacked;
  };
  return { chunks: chunks(), digest, createUnpackedDigest };
}

async function* readWhole(
  source: FileTask['source'],
  { signal, onProgress }: ReadChunksOptions,
  onRead: (bytes: Uint8Array<ArrayBuffer>) => void,
): AsyncGenerator<Uint8Array, void> {
  signal?.throwIfAborted();
  if (source.size === 0) return;
  const bytes = await readBytes(source, 0, source.size);
  signal?.throwIfAborted();
  onRead(bytes);
  yield bytes;
  onProgress?.(bytes.length);
}
