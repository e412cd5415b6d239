import type { HeaderField } from '../../core/content/content.ts';
import { asciiText, hexRows } from '../files/hex-rows.ts';

/** Bytes of one field, or of none, within a row. */
export interface HeaderPiece {
  readonly text: string;
  /** Place in the list of fields. */
  readonly field: number | null;
  readonly isZero: boolean;
}

export type HeaderRow =
  | { readonly kind: 'bytes'; readonly offset: number; readonly pieces: readonly HeaderPiece[]; readonly ascii: string }
  | { readonly kind: 'same'; readonly offset: number; readonly rows: number };

/** Rows of sixteen bytes in pieces of one field each. @param offset of the first byte, for showing */
export function headerRows(bytes: Uint8Array, offset: number, fields: readonly HeaderField[]): HeaderRow[] {
  const owner = new Map<number, number>();
  fields.forEach(({ start, end }, i) => {
    for (let at = start; at < Math.min(end, bytes.length); at += 1) owner.set(at, i);
  });
  return hexRows(bytes, offset).map((row) => {
    if (row.kind === 'same') return row;
    const pieces: { text: string; field: number | null; isZero: boolean }[] = [];
    row.bytes.forEach((byte, i) => {
      const field = owner.get(row.offset - offset + i) ?? null;
      const isZero = byte === 0;
      const gap = i === 0 ? '' : i === 8 ? '  ' : ' ';
      const hex = byte.toString(16).padStart(2, '0');
      const last = pieces.at(-1);
      if (last?.field === field && last.isZero === isZero) last.text += gap + hex;
      else {
        // The blank between two fields belongs to neither.
        if (gap !== '') pieces.push({ text: gap, field: last?.field === field ? field : null, isZero: false });
        pieces.push({ text: hex, field, isZero });
      }
    });
    return { kind: 'bytes', offset: row.offset, pieces, ascii: asciiText(row.bytes) };
  });
}
