import type { DialectId } from '../dump/dump-model.ts';
import { digestFromBlobPath, isSha256BlobPath } from '../oci/digest.ts';

const HEX_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['blake3', 64],
]);
const HEX64 = /^[0-9a-f]{64}$/;

/**
 * The digest that a file's name claims for its bytes: `blobs/<algorithm>/<hex>` anywhere, and what each dialect's writer
 * puts into a name (DIALECTS §3, §7). Null for a name that claims nothing, such as `<id>/layer.tar`.
 * @returns `algorithm:hex`, lowercase
 */
export function claimedDigest(path: string, dialect: DialectId): string | null {
  if (isSha256BlobPath(path)) return digestFromBlobPath(path);
  const parts = path.split('/');
  if (parts[0] === 'blobs') {
    const [, algorithm = '', encoded = ''] = parts;
    const fits = parts.length === 3 && encoded.length === HEX_LENGTHS.get(algorithm) && /^[0-9a-f]+$/.test(encoded);
    return fits ? `${algorithm}:${encoded}` : null;
  }
  if (parts.length !== 1) return null;
  if (dialect === 'skopeo-dir') {
    // With --all the manifests of the platforms lie beside the index as `<hex>.manifest.json`.
    const hex = path.endsWith('.manifest.json') ? path.slice(0, -'.manifest.json'.length) : path;
    return HEX64.test(hex) ? `sha256:${hex}` : null;
  }
  if (path.startsWith('sha256:')) return HEX64.test(path.slice(7)) ? path : null;
  const dot = path.indexOf('.');
  if (dot !== 64 || !HEX64.test(path.slice(0, 64))) return null;
  return DIGEST_ENDINGS.has(path.slice(64)) ? `sha256:${path.slice(0, 64)}` : null;
}

/** Behind the hex: config, plain layer (skopeo), packed layers (go-containerregistry, Jib). */
const DIGEST_ENDINGS: ReadonlySet<string> = new Set(['.json', '.tar', '.tar.gz', '.tar.zst']);
