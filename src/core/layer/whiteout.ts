/** What a deletion mark is, by the last part of its path. */
export type WhiteoutKind = 'whiteout' | 'opaque' | 'aufs' | null;

const SLASH = 0x2f;
const PREFIX = [0x2e, 0x77, 0x68, 0x2e]; // .wh.
const OPAQUE = [0x2e, 0x77, 0x68, 0x2e, 0x2e, 0x6f, 0x70, 0x71]; // .wh..opq

/**
 * Tells deletion marks from other entries: `.wh.NAME` hides NAME of lower layers, `.wh..wh..opq` all of its folder.
 * Other names beginning `.wh..wh.` are leftovers of aufs (Docker before 1.10), and hide nothing.
 * @param bytes the path as written is `bytes[from, to)`; slashes at its end are passed over
 * @see OCI image-spec, layer.md, "Whiteouts"
 */
export function whiteoutKind(bytes: Uint8Array, from = 0, to = bytes.length): WhiteoutKind {
  let end = to;
  while (end > from && bytes[end - 1] === SLASH) end--;
  let start = end;
  while (start > from && bytes[start - 1] !== SLASH) start--;
  if (!matches(bytes, start, end, PREFIX)) return null;
  if (!matches(bytes, start + 4, end, PREFIX)) return 'whiteout';
  return end - start === 12 && matches(bytes, start + 4, end, OPAQUE) ? 'opaque' : 'aufs';
}

const matches = (bytes: Uint8Array, start: number, end: number, part: readonly number[]): boolean =>
  start + part.length <= end && bytes[start] === part[0] && part.every((byte, i) => bytes[start + i] === byte);
