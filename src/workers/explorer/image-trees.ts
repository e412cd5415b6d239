import { fromBinary } from '../../core/bytes/byte-names.ts';
import { pathText } from '../../core/rootfs/file-tree.ts';
import { FoldedRows } from '../../core/rootfs/tree/folded-rows.ts';
import { layerNodes } from '../../core/rootfs/tree/layer-nodes.ts';
import { matchNodes } from '../../core/rootfs/tree/match-nodes.ts';
import { mergedNodes } from '../../core/rootfs/tree/merged-nodes.ts';
import { isFilter } from '../../core/rootfs/tree/node-filter.ts';
import { OpenFolders } from '../../core/rootfs/tree/open-folders.ts';
import type { ImageExplorer } from './image-explorer.ts';
import { layerRows } from './layer-rows.ts';
import type { LayerRow, TreeQuery } from './tree-api.ts';

/** Trees that are held at once, each some 25 MB for a million paths: the one on screen and the one before. */
const TREES_KEPT = 2;
/** Open folders that are remembered when layers have been read since, and all paths have other numbers. */
const FOLDERS_REMEMBERED = 10_000;

/** The trees of one image that were asked for last, and which of their folders are open. */
export class ImageTrees {
  readonly explorer: ImageExplorer;
  readonly #folders: OpenFolders;
  /** By layer and scope; the last of the map was asked for last. */
  readonly #rows = new Map<string, { readonly rows: FoldedRows; readonly filter: string }>();
  #layers: readonly LayerRow[] | null = null;

  /** @param before the same image as it was when fewer layers had been read */
  constructor(explorer: ImageExplorer, before: ImageTrees | null) {
    this.explorer = explorer;
    const { paths } = explorer.stack;
    this.#folders = new OpenFolders(paths);
    if (!before) return;
    const old = before.explorer.stack.paths;
    for (const path of before.#folders.list(FOLDERS_REMEMBERED)) {
      const now = paths.find(fromBinary(pathText(old, path)));
      if (now !== undefined) this.#folders.set(now, true);
    }
  }

  get layers(): readonly LayerRow[] {
    this.#layers ??= layerRows(this.explorer);
    return this.#layers;
  }

  /** @throws DumpError `pattern-invalid`; RangeError when there is no such layer */
  rows({ layer, scope, filter, sort }: TreeQuery): FoldedRows {
    const key = `${layer} ${scope}`;
    const asked = isFilter(filter) ? JSON.stringify(filter) : '';
    const kept = this.#rows.get(key);
    if (kept?.filter === asked) {
      kept.rows.sort(sort);
      this.#rows.delete(key);
      this.#rows.set(key, kept);
      return kept.rows;
    }
    const { explorer } = this;
    const changes = explorer.changes(layer);
    const nodes =
      kept?.rows.nodes ??
      (scope === 'layer' ? layerNodes(explorer.stack, changes) : mergedNodes(explorer.tree(layer), changes));
    const keep = (rows: FoldedRows, of: string): FoldedRows => {
      this.#rows.delete(key);
      this.#rows.set(key, { rows, filter: of });
      return rows;
    };
    // Should the filter be none, the tree is here all the same; the matches of the one before are not.
    const all = keep(new FoldedRows(nodes, this.#folders, null, sort), '');
    const before = kept?.rows.matches ?? undefined;
    const rows =
      asked === '' ? all : keep(new FoldedRows(nodes, this.#folders, matchNodes(nodes, filter, before), sort), asked);
    for (const oldest of this.#rows.keys()) {
      if (this.#rows.size <= TREES_KEPT) break;
      this.#rows.delete(oldest);
    }
    return rows;
  }
}
