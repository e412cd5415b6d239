import { checkDigest } from '../oci/digest.ts';

/** Where the files named by a digest lie in one dump. */
export interface BlobStore {
  /** Path of the blob with this digest, whether it is there or not; null when the digest is malformed. */
  readonly pathOf: (digest: string) => string | null;
  /** Path of a manifest that an index names; differs from `pathOf` only in a `dir:`. */
  readonly manifestPathOf: (digest: string) => string | null;
  /** The digest a path claims; null when it claims none. */
  readonly digestOf: (path: string) => string | null;
}

/**
 * `blobs/<algorithm>/<encoded>` of a layout.
 * @param prefix `blobs/` of a whole layout; empty or null when a folder further down was opened: `sha256/…`, or bare names
 */
export function layoutStore(prefix: 'blobs/' | '' | null): BlobStore {
  const pathOf = (digest: string): string | null => {
    const checked = checkDigest(digest);
    if (!checked.ok) return null;
    return prefix === null ? checked.encoded : `${prefix}${checked.algorithm}/${checked.encoded}`;
  };
  const digestOf = (path: string): string | null => {
    if (prefix === null) return digestIfValid(`sha256:${path}`);
    const parts = path.startsWith(prefix) ? path.slice(prefix.length).split('/') : [];
    return parts.length === 2 ? digestIfValid(parts.join(':')) : null;
  };
  return { pathOf, manifestPathOf: pathOf, digestOf };
}

/** The bare names of a `dir:`; other algorithms than SHA-256 are written in front. @see DIALECTS §7.2 */
export function dirStore(): BlobStore {
  const pathOf = (digest: string): string | null => {
    const checked = checkDigest(digest);
    if (!checked.ok) return null;
    return checked.algorithm === 'sha256' ? checked.encoded : `${checked.algorithm}-${checked.encoded}`;
  };
  return {
    pathOf,
    manifestPathOf: (digest) => {
      const path = pathOf(digest);
      return path === null ? null : `${path}.manifest.json`;
    },
    digestOf: (path) => {
      const match = /^(?:(sha384|sha512|blake3)-)?([0-9a-f]+)(\.manifest\.json)?$/.exec(path);
      return match ? digestIfValid(`${match[1] ?? 'sha256'}:${match[2] ?? ''}`) : null;
    },
  };
}

/**
 * Names that claim a digest in docker archives: `<hex>.json` and `sha256:<hex>` of configs, `<hex>.tar` of layers (their
 * diff ID), `<hex>.tar.gz` and `.tar.zst` of go-containerregistry. Folders named by v1 ids claim none.
 */
export function digestOfArchiveName(path: string): string | null {
  const match = /^(?:sha256:)?([0-9a-f]{64})(?:\.json|\.tar|\.tar\.gz|\.tar\.zst)?$/.exec(path);
  return match ? `sha256:${match[1] ?? ''}` : null;
}

function digestIfValid(digest: string): string | null {
  return checkDigest(digest).ok ? digest : null;
}
