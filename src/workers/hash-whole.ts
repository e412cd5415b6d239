import { toHex } from '../core/bytes/hex.ts';
import type { HashWhole } from '../core/bytes/digest-stream.ts';
import type { Hasher } from '../core/bytes/hasher.ts';

/**
 * SHA-256 by the platform, which has the processor's own instructions for it. It copies what it hashes: where there is no
 * memory for that, and where the page is not in a secure context, our own code does it.
 * @param turns name of a lock: one copy at a time among all who have it; null when nobody is to be waited for
 */
export function createHashWhole(createHasher: () => Hasher, turns: string | null = null): HashWhole {
  const subtle = (crypto as { readonly subtle?: SubtleCrypto }).subtle;
  const hashHere = (bytes: Uint8Array): string => {
    const hasher = createHasher();
    hasher.update(bytes);
    return hasher.digestHex();
  };
  return async (bytes) => {
    if (!subtle) return hashHere(bytes);
    try {
      const hash = () => subtle.digest('SHA-256', bytes);
      return toHex(new Uint8Array(await (turns === null ? hash() : navigator.locks.request(turns, hash))));
    } catch {
      return hashHere(bytes); // OperationError, RangeError: nothing about the bytes
    }
  };
}
