import type { SparsePiece } from './sparse-map.ts';

/** A stretch of a file: stored at a place of the tar's content, or zeros (null). */
export interface Stretch {
  readonly storedAt: number | null;
  readonly length: number;
}

/** The stretches that make up the bytes `start` to `end` (exclusive) of a sparse file, in order. */
export function* stretchesOf(pieces: readonly SparsePiece[], start: number, end: number): Generator<Stretch, void> {
  let at = start;
  for (let i = firstAfter(pieces, start); i < pieces.length && at < end; i++) {
    const piece = pieces[i];
    if (!piece || piece.start >= end) break;
    if (piece.start > at) {
      yield { storedAt: null, length: piece.start - at };
      at = piece.start;
    }
    const length = Math.min(end, piece.start + piece.length) - at;
    if (length > 0) yield { storedAt: piece.storedAt + at - piece.start, length };
    at += Math.max(0, length);
  }
  if (at < end) yield { storedAt: null, length: end - at };
}

/** The first piece that ends behind `offset`, by halves: there may be a million. */
function firstAfter(pieces: readonly SparsePiece[], offset: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const piece = pieces[middle];
    if (piece && piece.start + piece.length > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
