import { isZeroBlock, TAR_BLOCK } from '../tar/tar-block.ts';
import { parseTarNumber } from '../tar/parse-number.ts';

/** One header block and, of a record, its content. Offsets count from the start of the bytes given. */
export interface HeaderBlock {
  readonly kind: 'pax' | 'global' | 'long-name' | 'long-link' | 'entry' | 'sparse-more';
  readonly start: number;
  /** Of a record's content, without padding; empty for the rest. */
  readonly contentStart: number;
  readonly contentEnd: number;
}

const KINDS: ReadonlyMap<number, HeaderBlock['kind']> = new Map([
  [0x78, 'pax'],
  [0x67, 'global'],
  [0x4c, 'long-name'],
  [0x4b, 'long-link'],
]);

/**
 * Splits what stands before an entry's content into its blocks: pax and GNU records with their content, the header, further
 * blocks of an old GNU sparse map. What cannot be split ends the list.
 * @param headerAt where the entry's own header block lies in `bytes`
 * @see POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format"
 */
export function headerBlocks(bytes: Uint8Array, headerAt: number): HeaderBlock[] {
  const blocks: HeaderBlock[] = [];
  for (let at = 0; at + TAR_BLOCK <= Math.min(headerAt, bytes.length);) {
    const block = bytes.subarray(at, at + TAR_BLOCK);
    const kind = KINDS.get(block[156] ?? 0);
    const size = sizeOf(block);
    if (kind === undefined || size === null || isZeroBlock(block)) {
      at += TAR_BLOCK; // padding, or what another entry left
      continue;
    }
    const contentStart = at + TAR_BLOCK;
    const contentEnd = Math.min(contentStart + size, headerAt);
    blocks.push({ kind, start: at, contentStart, contentEnd });
    at = contentStart + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  if (headerAt + TAR_BLOCK > bytes.length) return blocks;
  const after = headerAt + TAR_BLOCK;
  blocks.push({ kind: 'entry', start: headerAt, contentStart: after, contentEnd: after });
  for (let at = after; at + TAR_BLOCK <= bytes.length; at += TAR_BLOCK) {
    blocks.push({ kind: 'sparse-more', start: at, contentStart: at + TAR_BLOCK, contentEnd: at + TAR_BLOCK });
  }
  return blocks;
}

function sizeOf(block: Uint8Array): number | null {
  try {
    return parseTarNumber(block.subarray(124, 136), 0);
  } catch {
    return null; // no number: no header
  }
}
