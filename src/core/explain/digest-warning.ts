import { checkDigest } from '../oci/digest.ts';
import { diffDigests, nearestDigest } from '../oci/digest-distance.ts';
import type { LineWarning } from './annotated-line.ts';
import type { DumpLookup } from './dump-lookup.ts';
import { counted } from './plain-words.ts';

/**
 * What is wrong with a value that should be a digest: its form, or that only a nearly equal digest is in the dump.
 * @param present the file it names is here
 * @param raw the token's text with its quotes; marks are indexes into it
 * @returns null when there is nothing to say
 */
export function digestWarning(
  value: string,
  raw: string,
  token: number,
  present: boolean,
  lookup: DumpLookup,
): LineWarning | null {
  const checked = checkDigest(value);
  if (checked.ok && present) return null;
  const nearest = nearestDigest(value, lookup.digests);
  // With escapes in the text its characters and the value's do not line up; then nothing is marked.
  const shift = raw === `"${value}"` ? 1 : null;
  if (nearest === null) {
    if (checked.ok) return null; // a digest of something that lies elsewhere
    const place = Math.min(checked.place, Math.max(0, value.length - 1));
    return { text: `This is no digest: ${checked.reason}.`, token, marks: shift === null ? [] : [place + shift] };
  }
  const difference = diffDigests(value, nearest);
  const gaps = difference.b.map((index) => Math.min(index, Math.max(0, value.length - 1)));
  const marks = shift === null ? [] : (difference.a.length > 0 ? difference.a : gaps).map((index) => index + shift);
  const places = Math.max(difference.a.length, difference.b.length);
  const text = checked.ok
    ? `No file has this digest, but one differs from it in ${counted(places, 'place')}. Perhaps that was meant.`
    : `This is no digest: ${checked.reason}. Perhaps the one below was meant.`;
  return { text, token, marks, suggestion: nearest, suggestionMarks: difference.b };
}
