import { toBinary } from '../bytes/byte-names.ts';
import { SPARSE_PIECES } from '../limits.ts';
import { parseTarNumber } from '../tar/parse-number.ts';
import { TAR_BLOCK } from '../tar/tar-block.ts';
import { ContentFault } from './field-view.ts';
import { headerBlocks } from './header-blocks.ts';
import { type PaxRow, paxRows } from './pax-rows.ts';

/** A piece of a sparse file that is stored; what lies between pieces is zeros. */
export interface SparsePiece {
  /** Where it belongs in the file. */
  readonly start: number;
  readonly length: number;
  /** Where it lies, from the start of the entry's content in the tar. */
  readonly storedAt: number;
}

/** Reads bytes of the entry's content as stored. */
export type ReadStored = (start: number, end: number) => Promise<Uint8Array>;

/**
 * The map of a sparse file: old GNU (in the header and blocks behind it), pax 0.0 and 0.1 (among the records), pax 1.0
 * (as text before the content). Pieces rise, do not overlap, and lie within the file.
 * @param header everything before the content: records, the header block, blocks of an old GNU map
 * @param headerAt where the header block lies in it
 * @param size bytes of the file as it unpacks
 * @throws ContentFault for a map that cannot be; what `readStored` throws
 * @see GNU tar manual, "Storing Sparse Files"
 */
export async function readSparseMap(
  header: Uint8Array,
  headerAt: number,
  size: number,
  readStored: ReadStored,
): Promise<SparsePiece[]> {
  const blocks = headerBlocks(header, headerAt);
  const rows = blocks
    .filter(({ kind }) => kind === 'pax')
    .flatMap(({ contentStart, contentEnd }) => paxRows(header.subarray(contentStart, contentEnd)));
  const isInContent = last(rows, 'GNU.sparse.major') === '1';
  if (isInContent) {
    const { numbers, bytes } = await mapInContent(readStored);
    return pieces(numbers, size, bytes);
  }
  const map = last(rows, 'GNU.sparse.map');
  if (map !== null) return pieces(map === '' ? [] : map.split(',').map(decimal), size, 0);
  if (rows.some(({ key }) => key === 'GNU.sparse.numblocks')) return pieces(pairsOf(rows), size, 0);
  return pieces(oldNumbers(header, headerAt), size, 0);
}

function last(rows: readonly PaxRow[], key: string): string | null {
  const row = rows.findLast((one) => one.key === key);
  return row ? toBinary(row.value) : null;
}

/** Version 0.0: the two keys come again and again, one pair for each piece. */
function pairsOf(rows: readonly PaxRow[]): number[] {
  const parts = rows.filter(({ key }) => key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes');
  return parts.map(({ key, value }, i) => {
    if (key !== (i % 2 === 0 ? 'GNU.sparse.offset' : 'GNU.sparse.numbytes'))
      throw new ContentFault('the sparse map has no pairs');
    return decimal(toBinary(value));
  });
}

function decimal(text: string): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(number)) throw new ContentFault('a number of the sparse map is none');
  return number;
}

/** Four pieces in the header, 21 in each block behind it. An unused place is empty. */
function oldNumbers(header: Uint8Array, headerAt: number): number[] {
  const numbers: number[] = [];
  const take = (at: number, places: number): void => {
    for (let i = 0; i < places; i++, at += 24) {
      if (header[at] === 0 && header[at + 12] === 0) return;
      numbers.push(
        parseTarNumber(header.subarray(at, at + 12), at),
        parseTarNumber(header.subarray(at + 12, at + 24), at + 12),
      );
    }
  };
  take(headerAt + 386, 4);
  for (let at = headerAt + TAR_BLOCK; at + TAR_BLOCK <= header.length; at += TAR_BLOCK) take(at, 21);
  return numbers;
}

const WINDOW_BYTES = 64 * 1024;

/** Version 1.0: a count and pairs, each number on a line of its own, filled up to whole blocks. */
async function mapInContent(readStored: ReadStored): Promise<{ numbers: number[]; bytes: number }> {
  const numbers: number[] = [];
  let wanted = 1;
  let at = 0;
  let rest = '';
  while (numbers.length < wanted) {
    const text = toBinary(await readStored(at, at + WINDOW_BYTES));
    if (text === '') throw new ContentFault('the sparse map breaks off');
    const lines = (rest + text).split('\n');
    const before = at - rest.length;
    rest = lines.pop() ?? '';
    let used = before;
    for (const line of lines) {
      numbers.push(decimal(line));
      used += line.length + 1;
      if (numbers.length === 1) wanted = 1 + 2 * (numbers[0] ?? 0);
      if (wanted > 1 + 2 * SPARSE_PIECES) throw new ContentFault('the sparse map has too many pieces');
      if (numbers.length === wanted)
        return { numbers: numbers.slice(1), bytes: Math.ceil(used / TAR_BLOCK) * TAR_BLOCK };
    }
    if (rest.length > 20) throw new ContentFault('a number of the sparse map is none');
    at += text.length;
  }
  return { numbers: numbers.slice(1), bytes: 0 };
}

function pieces(numbers: readonly number[], size: number, storedStart: number): SparsePiece[] {
  if (numbers.length % 2 !== 0) throw new ContentFault('the sparse map has no pairs');
  if (numbers.length > 2 * SPARSE_PIECES) throw new ContentFault('the sparse map has too many pieces');
  const found: SparsePiece[] = [];
  let end = 0;
  let storedAt = storedStart;
  for (let i = 0; i < numbers.length; i += 2) {
    const [start = 0, length = 0] = [numbers[i], numbers[i + 1]];
    if (start < end || start + length > size)
      throw new ContentFault('pieces of the sparse map overlap or lie outside the file');
    if (length > 0) found.push({ start, length, storedAt });
    end = start + length;
    storedAt += length;
  }
  return found;
}
