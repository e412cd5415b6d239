import { releaseBytes } from '../bytes/release-bytes.ts';
import type { NumberColumnArray } from './narrow-column.ts';

/** The widest number: every column starts at a multiple of it. Bytes. */
const ALIGNMENT = 8;

/**
 * The same columns, laid one behind the other into one buffer of their own: so a layer is moved between threads as one, and
 * kept in IndexedDB as one. The columns given are empty after that: each goes when it has been copied, so that never all of
 * them are there twice. No two of them may share a buffer.
 */
export function packColumns<T extends Readonly<Record<string, NumberColumnArray>>>(columns: T): T {
  let length = 0;
  const places = Object.entries(columns).map(([name, column]) => {
    const start = length;
    length += Math.ceil(column.byteLength / ALIGNMENT) * ALIGNMENT;
    return { name, column, start };
  });
  const buffer = new ArrayBuffer(length);
  return Object.fromEntries(places.map(({ name, column, start }) => [name, copyAt(column, buffer, start)])) as T;
}

function copyAt(column: NumberColumnArray, buffer: ArrayBuffer, start: number): NumberColumnArray {
  const copy = emptyAt(column, buffer, start);
  copy.set(column);
  releaseBytes(column);
  return copy;
}

function emptyAt(like: NumberColumnArray, buffer: ArrayBuffer, start: number): NumberColumnArray {
  if (like instanceof Float64Array) return new Float64Array(buffer, start, like.length);
  if (like instanceof Uint32Array) return new Uint32Array(buffer, start, like.length);
  if (like instanceof Uint16Array) return new Uint16Array(buffer, start, like.length);
  return new Uint8Array(buffer, start, like.length);
}
