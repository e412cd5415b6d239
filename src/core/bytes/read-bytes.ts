import type { ByteSource } from './byte-source.ts';

/**
 * The bytes from `start` to `end` (exclusive), both clamped to the source; empty when nothing is left.
 * Holds all of them: the caller bounds the range.
 * @throws what the platform throws when the file cannot be read (`NotReadableError`, `NotFoundError`)
 */
export async function readBytes(source: ByteSource, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const from = Math.min(Math.max(start, 0), source.size);
  const to = Math.min(Math.max(end, from), source.size);
  if (from === to) return new Uint8Array(0);
  const isAll = from === 0 && to === source.size;
  const all = isAll ? source.arrayBuffer?.() : undefined;
  return new Uint8Array(await (all ?? source.slice(from, to).arrayBuffer()));
}
