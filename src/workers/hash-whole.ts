import { toHex } from '../core/bytes/hex.ts';
import type { HashWhole } from '../core/bytes/digest-stream.ts';
import type { Hasher } from '../core/bytes/hasher.ts';

/**
 * SHA-256 by the platform, which has the processor's own instructions for it. It copies what it hashes: where there is no
 * memory for that, and where the page is not in a secure context, our own code does it.
 */
export function createHashWhole(createHasher: () => Hasher): HashWhole {
  const subtle = (crypto as { readonly subtle?: SubtleCrypto }).subtle;
  const hashHere = (bytes: Uint8Array): string => {
    const hasher = createHasher();
    hasher.update(bytes);
    return hasher.digestHex();
  };
  return async (bytes) => {
    if (!subtle) return hashHere(bytes);
    try {
      return toHex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
    } catch {
      return hashHere(bytes); // OperationError, RangeError: nothing about the bytes
    }
  };
}
