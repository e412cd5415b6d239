import { decodeName, fromBinary, toBinary } from '../../core/bytes/byte-names.ts';
import { pathText } from '../../core/rootfs/file-tree.ts';
import { ROOT, type PathTable } from '../../core/rootfs/path-table.ts';

/** The last part of a path, for showing. */
export const shownName = (paths: PathTable, path: number): string => decodeName(paths.lastPart(path));

/** A path for showing, without a leading slash; the root is empty. */
export const shownPath = (paths: PathTable, path: number): string => decodeName(fromBinary(pathText(paths, path)));

/**
 * The path that is shown so, or that a person typed: leading, doubled and closing slashes mean nothing. Each part is looked
 * for as it stands, then with `\xNN` as one byte.
 * @returns undefined when no layer has it
 */
export function findShownPath(paths: PathTable, shown: string): number | undefined {
  let path: number | undefined = ROOT;
  for (const part of shown.split('/')) {
    if (part === '' || path === undefined) continue;
    const folder: number = path;
    const child = (bytes: Uint8Array): number | undefined => paths.child(folder, bytes, 0, bytes.length);
    const plain = new TextEncoder().encode(part);
    path = child(plain) ?? child(withBytes(plain));
  }
  return path;
}

const withBytes = (plain: Uint8Array): Uint8Array =>
  fromBinary(
    toBinary(plain).replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
