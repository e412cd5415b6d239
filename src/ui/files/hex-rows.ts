/** Sixteen bytes, or a sign that the rows left out are equal to the one before. */
export type HexRow =
  | { readonly kind: 'bytes'; readonly offset: number; readonly bytes: readonly number[] }
  | { readonly kind: 'same'; readonly offset: number; readonly rows: number };

const WIDTH = 16;

/** Rows of sixteen bytes; the second and further of equal rows become one mark, but the last row always stands. */
export function hexRows(bytes: Uint8Array, start: number): HexRow[] {
  const rows: HexRow[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const last = rows.at(-1);
    if (at > 0 && at + WIDTH < bytes.length && isRepeated(bytes, at)) {
      if (last?.kind === 'same') rows[rows.length - 1] = { ...last, rows: last.rows + 1 };
      else rows.push({ kind: 'same', offset: start + at, rows: 1 });
    } else rows.push({ kind: 'bytes', offset: start + at, bytes: [...bytes.subarray(at, at + WIDTH)] });
  }
  return rows;
}

function isRepeated(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < WIDTH; i += 1) if (bytes[at + i] !== bytes[at + i - WIDTH]) return false;
  return true;
}

/** Runs of zero and other bytes, so that a row of zeros is one piece and not sixteen. */
export function hexPieces(bytes: readonly number[]): { readonly isZero: boolean; readonly text: string }[] {
  const pieces: { isZero: boolean; text: string }[] = [];
  bytes.forEach((byte, i) => {
    const isZero = byte === 0;
    const text = `${i === 0 ? '' : i === WIDTH / 2 ? '  ' : ' '}${byte.toString(16).padStart(2, '0')}`;
    const last = pieces.at(-1);
    if (last?.isZero === isZero) last.text += text;
    else pieces.push({ isZero, text });
  });
  return pieces;
}

/** The bytes as ASCII; a dot for what has no sign. */
export const asciiText = (bytes: readonly number[]): string =>
  bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');

/** "0x1f0", "1f0h", "496" and "1,024": where to go; null for what is no number. */
export function parseOffset(text: string): number | null {
  const typed = text.trim().replaceAll(/[,_\s]/g, '');
  const hex = /^(?:0x([0-9a-f]+)|([0-9a-f]+)h)$/i.exec(typed);
  const value = hex ? Number.parseInt(hex[1] ?? hex[2] ?? '', 16) : /^\d+$/.test(typed) ? Number(typed) : NaN;
  return Number.isSafeInteger(value) ? value : null;
}
