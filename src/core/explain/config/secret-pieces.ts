import { secretSpans } from './secret-spans.ts';

/** A stretch of a text: covered until asked for, or not. */
export interface SecretPiece {
  readonly text: string;
  readonly isSecret: boolean;
}

/** What stands in a copy for what was covered. */
const COVER = '<covered>';

/** The text in pieces, so that secrets in it can be covered. Together they are the text. @see secretSpans */
export function secretPieces(text: string): SecretPiece[] {
  const pieces: SecretPiece[] = [];
  let at = 0;
  for (const { start, end } of secretSpans(text)) {
    if (start > at) pieces.push({ text: text.slice(at, start), isSecret: false });
    pieces.push({ text: text.slice(start, end), isSecret: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isSecret: false });
  return pieces;
}

/** The text without its secrets. */
export const coveredText = (text: string): string =>
  secretPieces(text)
    .map((piece) => (piece.isSecret ? COVER : piece.text))
    .join('');
