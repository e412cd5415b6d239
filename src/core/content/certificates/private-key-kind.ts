import { ContentFault } from '../field-view.ts';
import { algorithmText, integerBits } from './read-certificate.ts';
import { derChildren, type DerElement, INTEGER, OBJECT_ID, OCTET_STRING, readDer, SEQUENCE } from './read-der.ts';

/**
 * What kind of private key these bytes are, never the key itself: `RSA, 2048 bits`, `EC, P-256`; null when they are none.
 * @see RFC 5958 (PKCS #8); RFC 8017, A.1.2 (PKCS #1); RFC 5915 (SEC 1)
 */
export function privateKeyKind(bytes: Uint8Array): { readonly kind: string; readonly isEncrypted: boolean } | null {
  try {
    const outer = readDer(bytes, 0);
    if (outer.tag !== SEQUENCE || outer.end !== bytes.length) return null;
    const parts = derChildren(bytes, outer);
    const [first, second, third] = parts;
    if (isVersion(bytes, first)) {
      if (second?.tag === SEQUENCE && third?.tag === OCTET_STRING)
        return { kind: algorithmText(bytes, second), isEncrypted: false };
      if (parts.length >= 9 && parts.slice(0, 9).every(({ tag }) => tag === INTEGER))
        return { kind: `RSA, ${integerBits(bytes, second)} bits`, isEncrypted: false };
      if (second?.tag === OCTET_STRING) return { kind: 'EC', isEncrypted: false };
      return null;
    }
    // Encrypted PKCS #8: how it is encrypted, then the bytes.
    const isEncrypted =
      parts.length === 2 &&
      first?.tag === SEQUENCE &&
      second?.tag === OCTET_STRING &&
      derChildren(bytes, first)[0]?.tag === OBJECT_ID;
    return isEncrypted ? { kind: 'of a kind only its password tells', isEncrypted: true } : null;
  } catch (error) {
    if (error instanceof ContentFault) return null;
    throw error;
  }
}

const isVersion = (bytes: Uint8Array, element: DerElement | undefined): boolean =>
  element?.tag === INTEGER && element.end - element.start === 1 && (bytes[element.start] ?? 9) <= 1;
