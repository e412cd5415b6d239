import { releaseBytes } from '../bytes/release-bytes.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import type { PathTable } from './path-table.ts';

/** What an entry does to the tree, by its name; index into this list. */
export const ENTRY_ROLES = ['path', 'whiteout', 'opaque', 'none'] as const;
/**
 * `path`: it puts something there. `whiteout`, `opaque`: a deletion mark. `none`: nothing, such as what aufs left behind, a
 * whiteout that names nothing (`.wh.`, `.wh..`, `.wh...`), or a root that is no folder.
 */
export type EntryRole = (typeof ENTRY_ROLES)[number];

/**
 * All layers of an image, put one upon the other once: which entry hides which. Everything else about layers and their tree
 * is read off these columns. Entries of all layers are numbered through, lowest layer first, in the order of the tars: entry
 * i of layer k has the number `starts[k] + i`. About 13 bytes an entry and 40 a path.
 */
export interface LayerStack {
  readonly layers: readonly LayerEntries[];
  /** Number of the first entry of each layer, and of all entries at the end. */
  readonly starts: readonly number[];
  readonly paths: PathTable;
  /**
   * Path of each entry; of a mark: of what it hides, or of the folder it empties; -1 for role `none`. With links followed it is
   * the place where an engine puts it, and another one than the tar says where a folder above is a link.
   */
  readonly pathOf: Int32Array<ArrayBuffer>;
  /** Index into ENTRY_ROLES. */
  readonly roles: Uint8Array<ArrayBuffer>;
  /** As `LayerPaths.ownPaths`, by entry number. */
  readonly ownPaths: ReadonlyMap<number, number>;
  /** Number of the entry that its path showed in the tree of the layers below, -1 where there was none. */
  readonly below: Int32Array<ArrayBuffer>;
  /** Number of the entry that hid this one: a mark, or one that took its place or that of a folder above. -1 while it shows. */
  readonly hiddenBy: Int32Array<ArrayBuffer>;
  /** Hard links by number, with the number of the entry whose content they show. Absent: the target is nowhere. */
  readonly linkedTo: ReadonlyMap<number, number>;
}

/** Gives the memory of a stack back that nobody needs any more; not that of its layers. */
export function releaseStack({ paths, pathOf, roles, below, hiddenBy }: LayerStack): void {
  releaseBytes(pathOf, roles, below, hiddenBy);
  paths.release();
}

/** Index of the layer that an entry number belongs to. */
export function layerOf({ starts }: Pick<LayerStack, 'starts'>, entry: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= entry) low = middle;
    else high = middle;
  }
  return low;
}

/** Where an entry number lies: its layer, and its index there. */
export function entryAt(
  stack: Pick<LayerStack, 'layers' | 'starts'>,
  entry: number,
): { layer: number; entries: LayerEntries; index: number } {
  const layer = layerOf(stack, entry);
  const entries = stack.layers[layer];
  if (!entries) throw new RangeError(`no entry ${entry}`);
  return { layer, entries, index: entry - (stack.starts[layer] ?? 0) };
}
