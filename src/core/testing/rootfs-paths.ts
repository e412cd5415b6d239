import { toBinary } from '../bytes/byte-names.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { pathText, type FileTree } from '../rootfs/file-tree.ts';
import { writeListing } from '../rootfs/listing.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';

/** A path of the tree that an entry names, with that entry. */
export interface RootfsPath {
  /** Binary string (one character per byte, see `toBinary`), without a leading slash. */
  readonly path: string;
  /** Index into the entries. */
  readonly entry: number;
  readonly entries: LayerEntries;
}

/** Every path that an entry names, folders before what is in them. Not the root. */
export function rootfsPaths(tree: FileTree): RootfsPath[] {
  const { layers, paths } = tree.stack;
  return [...tree.shown.keys()].slice(1).flatMap((path) => {
    const place = tree.entryOf(path);
    const entries = place && layers[place.layer];
    return entries ? [{ path: pathText(paths, path), entry: place.index, entries }] : [];
  });
}

/** All lines of the listing in their order: what `listingSha256` is the SHA-256 of, with a line feed between them. */
export function listRootfs({ tree }: Rootfs): Uint8Array[] {
  const lines: Uint8Array[] = [];
  writeListing(tree, (line) => {
    const bytes = new Uint8Array(line.length);
    line.copyTo(bytes, 0);
    lines.push(bytes);
  });
  return lines;
}

/** The same as binary strings. */
export const listingTexts = (rootfs: Rootfs): string[] => listRootfs(rootfs).map(toBinary);
