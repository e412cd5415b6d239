import { decodeName, isUtf8 } from '../bytes/byte-names.ts';
import type { SaveSkipReason } from './save-skip.ts';

/** Bytes of a name on every common file system. Windows counts UTF-16 units, of which there are never more. */
const LONGEST = 255;
/** Devices, whatever stands behind a dot. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
// eslint-disable-next-line no-control-regex -- what Windows does not take
const FORBIDDEN = /[\u0000-\u001f<>:"/\\|?*]|[. ]$/;

/**
 * Why a system cannot hold a file of this name, by the name alone; null when nothing speaks against it.
 * @param name one part of a path
 * @see Microsoft, "Naming Files, Paths, and Namespaces"
 */
export function nameProblem(name: Uint8Array, isWindows: boolean): SaveSkipReason | null {
  if (!isUtf8(name)) return 'name-not-utf8';
  if (name.length > LONGEST) return 'name-too-long';
  if (!isWindows) return null;
  const text = decodeName(name);
  return RESERVED.test(text) || FORBIDDEN.test(text) ? 'name-reserved' : null;
}
