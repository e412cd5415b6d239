import { releaseBytes } from '../bytes/release-bytes.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { PathTable } from './path-table.ts';
import { type LayerPaths, readPaths } from './read-paths.ts';

/**
 * The names of layers as paths of one table, each layer read once and in any order: while other layers are still being
 * unpacked there is time for it.
 */
export class PathsOfLayers {
  readonly table = new PathTable();
  readonly #read = new Map<LayerEntries, LayerPaths>();

  /** @throws DumpError `limit-reached` above `ROOTFS_PATHS` paths */
  read(entries: LayerEntries): LayerPaths {
    const known = this.#read.get(entries);
    if (known) return known;
    const paths = readPaths(entries, this.table);
    this.#read.set(entries, paths);
    return paths;
  }

  /** Gives the memory of what was read back, but for the table. */
  release(): void {
    for (const { pathOf, roles } of this.#read.values()) releaseBytes(pathOf, roles);
    this.#read.clear();
  }
}
