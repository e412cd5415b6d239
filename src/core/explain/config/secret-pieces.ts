import { secretSpans } from '../../oci/secret-spans.ts';
import type { SecretSpan } from '../../oci/secret-spans.ts';

/** A stretch of a text: covered until asked for, or not. */
export interface SecretPiece {
  readonly text: string;
  readonly isSecret: boolean;
}

/** What stands in a copy for what was covered. */
const COVER = '<covered>';

/**
 * The text in pieces, so that secrets in it can be covered. Together they are the text.
 * @param spans where they are, in order and not overlapping; those beyond the text are passed over
 */
export function secretPieces(text: string, spans: readonly SecretSpan[] = secretSpans(text)): SecretPiece[] {
  const pieces: SecretPiece[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start >= text.length) break;
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
