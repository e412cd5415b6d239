import { readBytes } from '../core/bytes/read-bytes.ts';
import type { ByteSource } from '../core/bytes/byte-source.ts';
import { SMALL_BYTES } from '../core/layer/check-strategy.ts';
import type { FileTask } from '../core/layer/file-check.ts';
import { sniffCompression, SNIFF_BYTES } from '../core/layer/sniff-compression.ts';
import { isFrameMagic, zstdContentBytes } from './zstd-frame.ts';

/** Where a layer does not say what it unpacks to: those of distributions come to between two and three times their size. */
const USUAL_RATIO = 2.75;
/** A packing that makes its content longer than this much is none: the figure is that of one part, or a lie. */
const LEAST_RATIO = 0.9;
const AT_ONCE = 32;

/**
 * Finds out what large packed layers unpack to, from their first and last bytes, so that memory can be shared out before they
 * are read. No promise: what really comes out is counted, and a layer that goes beyond its hint is streamed.
 * @throws `signal.reason` after an abort; never for what cannot be read: that is found by who reads it
 */
export async function withUnpackedHints(tasks: readonly FileTask[], signal: AbortSignal): Promise<FileTask[]> {
  const hinted = [...tasks];
  const large = tasks.flatMap(({ layer, size }, place) => (layer === 'plain' && size > SMALL_BYTES ? [place] : []));
  const waiting = large.values();
  const work = async (): Promise<void> => {
    for (const place of waiting) {
      signal.throwIfAborted();
      const task = hinted[place];
      const hint = task ? await readHint(task.source).catch(() => 0) : 0;
      if (task && hint > 0) hinted[place] = { ...task, unpackedHint: hint };
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, large.length) }, work));
  return hinted;
}

async function readHint(source: ByteSource): Promise<number> {
  const head = await readBytes(source, 0, SNIFF_BYTES);
  const compression = sniffCompression(head);
  if (compression !== 'gzip' && compression !== 'zstd') return 0;
  const said = compression === 'gzip' ? await gzipSize(source) : isFrameMagic(head) ? zstdContentBytes(head) : null;
  return said !== null && said >= source.size * LEAST_RATIO ? said : Math.ceil(source.size * USUAL_RATIO);
}

/** The last four bytes: what the last member unpacks to, modulo 2^32. RFC 1952, 2.3.1. */
async function gzipSize(source: ByteSource): Promise<number> {
  const tail = await readBytes(source, source.size - 4, source.size);
  return new DataView(tail.buffer, tail.byteOffset, tail.length).getUint32(0, true);
}
