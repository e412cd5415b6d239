export type DigestCheckResult =
  | { readonly ok: true; readonly algorithm: string; readonly encoded: string }
  /** `reason` completes "this is no digest: …"; `place` is the index of the first character that is wrong or missing. */
  | { readonly ok: false; readonly reason: string; readonly place: number };

/** Registered algorithms and the hex digits of their results. sha384 is not in the specification, but Go's library reads it. */
const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['blake3', 64],
]);
/** Longer values are refused unread: no algorithm needs more. */
const LONGEST_DIGEST = 512;

/**
 * Checks the grammar of a digest, and the length and letters of the registered algorithms.
 * @see OCI image-spec, descriptor.md, "Digests"
 */
export function checkDigest(value: string): DigestCheckResult {
  return isSha256(value) ? { ok: true, algorithm: 'sha256', encoded: value.slice(SHA256.length) } : checkAny(value);
}

const SHA256 = 'sha256:';

/** Nearly all digests are: told without a text or a list being made. */
const isSha256 = (value: string): boolean =>
  value.length === SHA256.length + 64 && value.startsWith(SHA256) && isLowerHex(value, SHA256.length);

/** Whether all that follows are lowercase hex digits. */
function isLowerHex(text: string, start: number): boolean {
  for (let i = start; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x66 || (code > 0x39 && code < 0x61)) return false;
  }
  return true;
}

function checkAny(value: string): DigestCheckResult {
  const fault = (place: number, reason: string): DigestCheckResult => ({ ok: false, reason, place });
  if (value === '') return fault(0, 'it is empty');
  if (value.length > LONGEST_DIGEST) return fault(LONGEST_DIGEST, `it has ${value.length} characters`);
  const blank = value.search(/\s/);
  if (blank !== -1) return fault(blank, 'it has a blank in it');
  const colon = value.indexOf(':');
  if (colon === -1) {
    const bare = /^[0-9a-f]{64}$/i.test(value);
    return fault(0, bare ? 'sha256: is missing in front of it' : 'it has no colon between algorithm and digits');
  }
  const algorithm = value.slice(0, colon);
  const encoded = value.slice(colon + 1);
  if (!/^[a-z0-9]+(?:[+._-][a-z0-9]+)*$/.test(algorithm)) {
    const place = Math.max(0, algorithm.search(/[^a-z0-9+._-]/));
    if (HEX_DIGITS.has(algorithm.toLowerCase()))
      return fault(place, `${algorithm} must be written ${algorithm.toLowerCase()}`);
    return fault(
      place,
      algorithm === ''
        ? 'the algorithm is missing before the colon'
        : 'what stands before the colon is no name of an algorithm',
    );
  }
  if (encoded === '') return fault(colon + 1, 'nothing stands after the colon');
  const digits = HEX_DIGITS.get(algorithm);
  if (digits === undefined) {
    const odd = encoded.search(/[^a-zA-Z0-9=_-]/);
    return odd === -1
      ? { ok: true, algorithm, encoded }
      : fault(colon + 1 + odd, `“${characterAt(encoded, odd)}” may not stand in it`);
  }
  const odd = encoded.search(/[^0-9a-f]/);
  if (odd !== -1) {
    const character = characterAt(encoded, odd);
    const reason = /[A-F]/.test(character) ? 'its letters must be small ones' : `“${character}” is no hex digit`;
    return fault(colon + 1 + odd, reason);
  }
  if (encoded.length !== digits) {
    return fault(colon + 1 + Math.min(encoded.length, digits), `it has ${encoded.length} digits instead of ${digits}`);
  }
  return { ok: true, algorithm, encoded };
}

/** True for a digest whose grammar, length and letters are right. */
export const isDigest = (value: string): boolean => isSha256(value) || checkAny(value).ok;

/** A whole character, not half a surrogate pair. */
const characterAt = (text: string, index: number): string => String.fromCodePoint(text.codePointAt(index) ?? 0xfffd);

/** Where a layout keeps the blob of this digest; null when the digest is malformed (such a value must never become a path). */
export function blobPath(digest: string): string | null {
  const checked = checkDigest(digest);
  return checked.ok ? `blobs/${checked.algorithm}/${checked.encoded}` : null;
}

/** The digest a path of a layout claims; null when it is not `blobs/<algorithm>/<encoded>`. */
export function digestFromBlobPath(path: string): string | null {
  if (isSha256BlobPath(path)) return SHA256 + path.slice(SHA256_BLOBS.length);
  const parts = path.split('/');
  if (parts.length !== 3 || parts[0] !== 'blobs') return null;
  const digest = `${parts[1]}:${parts[2]}`;
  return isDigest(digest) ? digest : null;
}

const SHA256_BLOBS = 'blobs/sha256/';

/** The path of a blob named by its SHA-256, as nearly all are. */
export const isSha256BlobPath = (path: string): boolean =>
  path.length === SHA256_BLOBS.length + 64 && path.startsWith(SHA256_BLOBS) && isLowerHex(path, SHA256_BLOBS.length);
