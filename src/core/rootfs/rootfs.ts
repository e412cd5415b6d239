import type { LayerEntries } from '../layer/layer-entries.ts';
import type { FileTree } from './file-tree.ts';
import { ROOT } from './path-table.ts';

/** An image's final file tree: its layers stacked, whiteouts applied. */
export interface Rootfs {
  readonly layers: readonly LayerEntries[];
  readonly tree: FileTree;
}

/** A path of the tree that an entry names, with that entry. */
export interface RootfsPath {
  /** Binary string (one character per byte, see `toBinary`), without a leading slash. */
  readonly path: string;
  /** Index into the entries. */
  readonly entry: number;
  readonly entries: LayerEntries;
}

/** Every path that an entry names, folders before what is in them. Not the root. */
export function* rootfsPaths({ tree }: Rootfs): Generator<RootfsPath, void> {
  const { layers, paths } = tree.stack;
  const names = paths.lastPartTexts();
  const texts: string[] = [''];
  for (let path = ROOT + 1; path < paths.count; path++) {
    if (!tree.has(path)) continue;
    const parent = paths.parent(path);
    const name = names[path] ?? '';
    const text = parent === ROOT ? name : `${texts[parent] ?? ''}/${name}`;
    if (tree.hasChildren(path)) texts[path] = text;
    const place = tree.entryOf(path);
    const entries = place && layers[place.layer];
    if (entries) yield { path: text, entry: place.index, entries };
  }
}
