/** Version of the list; then one entry every eight bytes. All numbers are little-endian. */
const VERSION = 2;
const HEAD_BYTES = 4;
const ENTRY_BYTES = 8;
/** More are counted, not shown. */
const MOST_SHOWN = 32;

/** By tag: what an entry is for, and whether it names somebody. */
const TAGS: ReadonlyMap<number, readonly [kind: string, hasId: boolean]> = new Map([
  [0x01, ['user', false]],
  [0x02, ['user', true]],
  [0x04, ['group', false]],
  [0x08, ['group', true]],
  [0x10, ['mask', false]],
  [0x20, ['other', false]],
]);

/**
 * An access control list as Linux keeps it in `system.posix_acl_access` and `system.posix_acl_default`, in the notation of
 * getfacl: `user::rwx, user:1000:r--, mask::r--`.
 * @returns null when it is no such list
 * @see Linux, include/uapi/linux/posix_acl_xattr.h; acl(5)
 */
export function posixAclText(value: Uint8Array): string | null {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const count = (value.length - HEAD_BYTES) / ENTRY_BYTES;
  if (!Number.isInteger(count) || count < 1 || view.getUint32(0, true) !== VERSION) return null;
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const at = HEAD_BYTES + i * ENTRY_BYTES;
    const tag = TAGS.get(view.getUint16(at, true));
    const rights = view.getUint16(at + 2, true);
    if (!tag || rights > 7) return null;
    if (texts.length === MOST_SHOWN) continue;
    const [kind, hasId] = tag;
    texts.push(`${kind}:${hasId ? view.getUint32(at + 4, true) : ''}:${rightsText(rights)}`);
  }
  return texts.join(', ') + (count > MOST_SHOWN ? `, and ${count - MOST_SHOWN} more` : '');
}

const rightsText = (rights: number): string =>
  ['r', 'w', 'x'].map((sign, i) => ((rights & (4 >> i)) === 0 ? '-' : sign)).join('');
