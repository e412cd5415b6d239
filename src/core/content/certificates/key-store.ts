import { countText } from '../count-words.ts';
import type { Described } from '../described.ts';
import { ContentFault, FieldView } from '../field-view.ts';
import { derChildren, INTEGER, OBJECT_ID, objectId, readDer, SEQUENCE } from './read-der.ts';

const HOLDS = {
  name: 'Holds',
  value: 'certificates, private keys or both',
  note: 'A password keeps it shut, and often a well-known one. Where private keys are in it, everybody who has the image has them.',
};

/** What PKCS #12 wraps: data as it is, or signed. */
const WRAPPED: ReadonlySet<string> = new Set(['1.2.840.113549.1.7.1', '1.2.840.113549.1.7.2']);

/**
 * A store of keys and certificates in DER, as `.p12` and `.pfx` files are; null when it is none.
 * @see RFC 7292, section 4
 */
export function pkcs12Facts(bytes: Uint8Array): Described | null {
  try {
    const outer = readDer(bytes, 0);
    if (outer.tag !== SEQUENCE) return null;
    const [version, content] = derChildren(bytes, outer);
    if (version?.tag !== INTEGER || bytes[version.start] !== 3 || content?.tag !== SEQUENCE) return null;
    const type = readDer(bytes, content.start, content.end);
    if (type.tag !== OBJECT_ID || !WRAPPED.has(objectId(bytes, type))) return null;
    return { title: 'Key store, PKCS #12', facts: [HOLDS] };
  } catch (error) {
    if (error instanceof ContentFault) return null;
    throw error;
  }
}

/**
 * Java's own store, by its header; null when it is none.
 * @see OpenJDK, sun.security.provider.JavaKeyStore, `engineLoad`
 */
export function javaStoreFacts(head: Uint8Array): Described | null {
  if (head.length < 12) return null;
  const fields = new FieldView(head, false);
  const isStore = fields.u32(0) === 0xfeedfeed && (fields.u32(4) === 1 || fields.u32(4) === 2);
  if (!isStore) return null;
  return {
    title: 'Key store of Java',
    facts: [{ name: 'Entries', value: countText(fields.u32(8)), note: null }, HOLDS],
  };
}
