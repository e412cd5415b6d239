import { DumpError } from '../errors.ts';
import { TAR_META_BYTES } from '../limits.ts';
import { parseTarNumber } from './parse-number.ts';
import type { PaxSparse } from './pax-records.ts';
import { badMap, sparseNumber, SparsePieces } from './sparse-pieces.ts';
import { TAR_BLOCK, type TarBlock } from './tar-block.ts';
import type { TarHeader } from './tar-entry.ts';
import { cutContent, type TarReply, type TarRequest, type TarState, truncated } from './tar-state.ts';

/** What an old GNU header says of a sparse file. */
export interface OldSparse {
  /** Blocks behind the header. */
  readonly count: number;
  readonly realSize: number;
  readonly pieces: SparsePieces;
}

/**
 * An old GNU sparse header has room for four pieces; blocks of 21 more follow it, each saying whether another comes.
 * @param dataOffset where the header block ends in the tar, in bytes
 * @throws DumpError `tar-header-invalid`, `tar-number-invalid`, `tar-truncated`
 */
export function* readSparseBlocks(
  state: TarState,
  header: TarBlock,
  block: Uint8Array,
  dataOffset: number,
): Generator<TarRequest, OldSparse, TarReply> {
  const headerOffset = dataOffset - TAR_BLOCK;
  if (header.format !== 'gnu') {
    throw new DumpError({
      code: 'tar-header-invalid',
      data: { offset: headerOffset, reason: 'sparse file without a GNU header' },
    });
  }
  const realSize = parseTarNumber(block.subarray(483, 495), headerOffset + 483);
  const pieces = new SparsePieces(realSize, headerOffset);
  addOldPieces(pieces, block.subarray(386, 482), headerOffset + 386);
  let more = block[482] !== 0;
  let count = 0;
  for (; more; count++) {
    const at = dataOffset + count * TAR_BLOCK;
    if (count * TAR_BLOCK >= TAR_META_BYTES) throw badMap(headerOffset);
    const { bytes, have } = yield { kind: 'read', bytes: TAR_BLOCK };
    if (have < TAR_BLOCK) throw truncated(state, at + have);
    addOldPieces(pieces, bytes.subarray(0, 504), at);
    more = bytes[504] !== 0;
  }
  return { count, realSize, pieces };
}

/** Two fields of 12 bytes a piece. The first place without one ends the block. */
function addOldPieces(pieces: SparsePieces, fields: Uint8Array, offset: number): void {
  for (let at = 0; at < fields.length && fields[at] !== 0; at += 24) {
    const start = parseTarNumber(fields.subarray(at, at + 12), offset + at);
    pieces.add(start, parseTarNumber(fields.subarray(at + 12, at + 24), offset + at + 12));
  }
}

/**
 * Holds a sparse file's map against its size and what is stored of it.
 * @param sparse pieces of an old GNU header, or what pax records say
 * @returns bytes of its content that were read: whole blocks with a map in them
 * @throws DumpError `tar-header-invalid` for a map that cannot be, or one of what has no content; `tar-truncated`
 */
export function* checkSparse(
  state: TarState,
  entry: TarHeader,
  sparse: SparsePieces | PaxSparse,
): Generator<TarRequest, number, TarReply> {
  if (sparse instanceof SparsePieces) {
    sparse.finish(entry.storedSize);
    return 0;
  }
  if (entry.type !== 'file' && entry.type !== 'other') throw badMap(entry.headerOffset);
  const pieces = new SparsePieces(entry.size, entry.headerOffset);
  const { map } = sparse;
  for (let i = 0; map && i < map.length; i += 2) pieces.add(map[i] ?? NaN, map[i + 1] ?? NaN);
  const mapBytes = map === null ? yield* readSparseMap(state, entry, pieces) : 0;
  pieces.finish(entry.storedSize - mapBytes);
  return mapBytes;
}

/**
 * Version 1.0: a count and pairs, each number on a line of its own, filled up to whole blocks before the content proper.
 * @returns bytes of those blocks
 */
function* readSparseMap(
  state: TarState,
  entry: TarHeader,
  pieces: SparsePieces,
): Generator<TarRequest, number, TarReply> {
  let done = 0;
  let wanted = 1;
  let found = 0;
  let start = 0;
  let line = '';
  while (found < wanted) {
    if (done + TAR_BLOCK > Math.min(entry.storedSize, TAR_META_BYTES)) throw badMap(entry.headerOffset);
    const { bytes, have } = yield { kind: 'read', bytes: TAR_BLOCK };
    if (have < TAR_BLOCK) throw cutContent(state, entry, done + have);
    done += TAR_BLOCK;
    for (const byte of bytes) {
      if (found === wanted) break;
      if (byte !== LINE_END) {
        line += String.fromCharCode(byte);
        continue;
      }
      const number = sparseNumber(line);
      line = '';
      if (found === 0) {
        if (!(number >= 0)) throw badMap(entry.headerOffset);
        wanted = 1 + 2 * number;
      } else if (found % 2 === 1) start = number;
      else pieces.add(start, number);
      found += 1;
    }
  }
  return done;
}

const LINE_END = 0x0a;
