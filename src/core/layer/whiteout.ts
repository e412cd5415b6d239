/** What a deletion mark is, by the last part of its path. */
export type WhiteoutKind = 'whiteout' | 'opaque' | 'aufs' | null;

const PREFIX = [0x2e, 0x77, 0x68, 0x2e]; // .wh.
const OPAQUE = [0x2e, 0x77, 0x68, 0x2e, 0x2e, 0x6f, 0x70, 0x71]; // .wh..opq

/**
 * Tells deletion marks from other entries: `.wh.NAME` hides NAME of lower layers, `.wh..wh..opq` all of its folder.
 * Other names beginning `.wh..wh.` are leftovers of aufs (Docker before 1.10), and hide nothing.
 * @param name the path as written, in bytes; slashes at its end are passed over
 * @see OCI image-spec, layer.md, "Whiteouts"
 */
export function whiteoutKind(name: Uint8Array): WhiteoutKind {
  let end = name.length;
  while (name[end - 1] === 0x2f) end--;
  const start = end === 0 ? 0 : name.lastIndexOf(0x2f, end - 1) + 1;
  if (!matches(name, start, end, PREFIX)) return null;
  if (!matches(name, start + 4, end, PREFIX)) return 'whiteout';
  return end - start === 12 && matches(name, start + 4, end, OPAQUE) ? 'opaque' : 'aufs';
}

const matches = (name: Uint8Array, start: number, end: number, part: readonly number[]): boolean =>
  start + part.length <= end && name[start] === part[0] && part.every((byte, i) => name[start + i] === byte);
