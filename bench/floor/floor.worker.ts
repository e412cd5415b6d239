import { releaseBytes } from '../../src/core/bytes/release-bytes.ts';
import { checkFile } from '../../src/core/layer/check-file.ts';
import { memoryNeed, SMALL_BYTES } from '../../src/core/layer/check-strategy.ts';
import type { FileTask } from '../../src/core/layer/file-check.ts';
import { CheckBuffers } from '../../src/workers/check-buffers.ts';
import { loadCodecs } from '../../src/workers/codecs.ts';
import { withUnpackedHints } from '../../src/workers/unpacked-hints.ts';
import { zstdContentBytes } from '../../src/workers/zstd-frame.ts';

/** One file, and whether the layer in it is listed too. */
export interface FloorTask {
  readonly file: File;
  readonly lists: boolean;
}

/**
 * Reads files whole, hashes them by the platform, unpacks gzip and zstd with what the app unpacks them with, and hashes what
 * comes out by the platform. Answers `ready` once, then `done` for each file.
 */
const codecs = await loadCodecs();
const { createInflater } = codecs;
const buffers = new CheckBuffers();
const CHUNK_BYTES = 2 ** 20;
/** What a layer unpacks to where it does not say so. */
const USUAL_RATIO = 3;
let room = new Uint8Array(0);

/** What `packed` unpacks to, in a buffer that is filled anew by the next call. */
function unpack(packed: Uint8Array, kind: 'gzip' | 'zstd'): Uint8Array<ArrayBuffer> {
  const hint = (kind === 'gzip' ? gzipSize(packed) : zstdContentBytes(packed)) ?? packed.length * USUAL_RATIO;
  if (hint > room.length) {
    releaseBytes(room);
    room = new Uint8Array(hint);
  }
  const inflater = createInflater(kind);
  let length = 0;
  const keep = (bytes: Uint8Array): void => {
    if (length + bytes.length > room.length) {
      const larger = new Uint8Array((length + bytes.length) * 2);
      larger.set(room.subarray(0, length));
      room = larger;
    }
    room.set(bytes, length);
    length += bytes.length;
  };
  for (let at = 0; at < packed.length; at += CHUNK_BYTES) inflater.push(packed.subarray(at, at + CHUNK_BYTES), keep);
  inflater.finish(keep);
  inflater.close();
  return room.subarray(0, length);
}

/** The last four bytes: what a member unpacks to. */
const gzipSize = ({ buffer, byteOffset, length }: Uint8Array): number =>
  new DataView(buffer, byteOffset, length).getUint32(length - 4, true);

function packingOf([a, b, c, d]: Uint8Array): 'gzip' | 'zstd' | null {
  if (a === 0x1f && b === 0x8b) return 'gzip';
  return a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd ? 'zstd' : null;
}

/** Digests and diff IDs, each file whole. */
async function hashWhole(file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  await crypto.subtle.digest('SHA-256', bytes);
  const kind = packingOf(bytes);
  if (kind !== null) await crypto.subtle.digest('SHA-256', unpack(bytes, kind));
  releaseBytes(bytes); // at once, as the app does
}

/** As the app's own worker reads it, kept whole: tar index and hashes of its files besides. */
async function readLayer(file: File): Promise<void> {
  const path = file.webkitRelativePath;
  const layer = file.size > SMALL_BYTES ? 'plain' : null;
  const planned: FileTask = { path, source: file, size: file.size, algorithms: ['sha256'], layer };
  const [task = planned] = await withUnpackedHints([planned], new AbortController().signal);
  const reading = buffers.readingPorts(memoryNeed(task).kept, null, codecs);
  await checkFile(task, { ...codecs, reading }, { strategy: layer ? 'buffered' : 'small' });
  reading.release();
}

addEventListener('message', ({ data: { file, lists } }: MessageEvent<FloorTask>) => {
  void (lists ? readLayer : hashWhole)(file).then(() => postMessage('done'));
});
postMessage('ready');
