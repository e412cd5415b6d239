import { releaseBytes } from '../../src/core/bytes/release-bytes.ts';
import { loadCodecs } from '../../src/workers/codecs.ts';
import { zstdContentBytes } from '../../src/workers/zstd-frame.ts';

/**
 * Reads files whole, hashes them by the platform, unpacks gzip and zstd with what the app unpacks them with, and hashes what
 * comes out by the platform. Answers `ready` once, then `done` for each list of files.
 */
const { createInflater } = await loadCodecs();
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

addEventListener('message', ({ data }: MessageEvent<readonly File[]>) => {
  void (async () => {
    for (const file of data) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      await crypto.subtle.digest('SHA-256', bytes);
      const kind = packingOf(bytes);
      if (kind !== null) await crypto.subtle.digest('SHA-256', unpack(bytes, kind));
      releaseBytes(bytes); // at once, as the app does
    }
    postMessage('done');
  })();
});
postMessage('ready');
