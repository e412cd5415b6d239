import { fromBinary } from '../../core/bytes/byte-names.ts';
import { pathText } from '../../core/rootfs/file-tree.ts';
import { PathFollower } from '../../core/rootfs/follow-path.ts';
import { pathHistory } from '../../core/rootfs/path-history.ts';
import { pathPresence } from '../../core/rootfs/path-presence.ts';
import type { FoldedRows } from '../../core/rootfs/tree/folded-rows.ts';
import type { Handlers } from '../rpc/serve.ts';
import { findShownPath } from './bytes-shown-path.ts';
import { entryDetail } from './entry-detail.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { ImageTrees } from './image-trees.ts';
import type { TreeApi } from './tree-api.ts';
import { treeRowOf } from './tree-row-of.ts';

/** Rows of one answer. */
const PAGE_ROWS = 2_000;

export function treeHandlers(session: () => ExplorerSession): Handlers<TreeApi> {
  const treesOf = keepTrees(session);
  return {
    layers({ image }) {
      const trees = treesOf(image);
      const { layers } = trees;
      const { count, bytes } = trees.explorer.tree();
      return { layers, paths: count, bytes };
    },
    treeRows({ query, first, count }) {
      const rows = treesOf(query.image).rows(query);
      const page = rows.rows(Math.max(0, first), Math.min(count, PAGE_ROWS)).map((row) => treeRowOf(rows.nodes, row));
      const searched = rows.nodes.rowsIn[0] ?? 0;
      return { rows: page, total: rows.total, matched: rows.matches?.matched ?? searched, searched };
    },
    foldTree({ query, id, isOpen }) {
      const rows = treesOf(query.image).rows(query);
      rows.fold(id, isOpen);
      return { total: rows.total };
    },
    locateRow({ query, path }) {
      const trees = treesOf(query.image);
      const node = findShownPath(trees.explorer.stack.paths, path);
      const rows = trees.rows(query);
      const row = node === undefined ? null : (rows.reveal(node) ?? revealLanded(trees, rows, query.layer, node));
      const [found] = row === null ? [] : rows.rows(row, 1);
      return row === null || !found ? null : { row, found: treeRowOf(rows.nodes, found) };
    },
    entryDetail: ({ image, layer, entry }) => entryDetail(treesOf(image), layer, entry),
    pathHistory({ image, path }) {
      const { stack, layers } = treesOf(image).explorer;
      const found = findShownPath(stack.paths, path);
      if (found === undefined) return { steps: [], isThere: stack.layers.map(() => false) };
      const steps = pathHistory(stack, fromBinary(pathText(stack.paths, found)));
      return {
        steps: steps.map((step) => ({ ...step, createdBy: layers[step.layer]?.layer.createdBy ?? null })),
        isThere: pathPresence(stack, found),
      };
    },
  };
}

/** Where a path leads whose folder is a link; findings and addresses name it as its tar does. */
function revealLanded(trees: ImageTrees, rows: FoldedRows, layer: number, node: number): number | null {
  const { explorer } = trees;
  const name = fromBinary(pathText(explorer.stack.paths, node));
  const landed = new PathFollower(explorer.tree(layer)).follow(name, { followsLast: false }).path;
  return landed === null || landed === node ? null : rows.reveal(landed);
}

/** The trees of the image asked for last, for as long as nothing more is known of its layers. */
function keepTrees(session: () => ExplorerSession): (image: number) => ImageTrees {
  let kept: { readonly session: ExplorerSession; readonly image: number; readonly trees: ImageTrees } | null = null;
  return (image) => {
    const current = session();
    const explorer = current.explore(image);
    if (kept?.session === current && kept.trees.explorer === explorer) return kept.trees;
    const before = kept?.session === current && kept.image === image ? kept.trees : null;
    const trees = new ImageTrees(explorer, before);
    kept = { session: current, image, trees };
    return trees;
  };
}
