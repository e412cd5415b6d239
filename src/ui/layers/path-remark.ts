import { isPut } from './path-stops.ts';
import type { PathHistory, TreeRow } from './shown-types.ts';

/**
 * What the steps alone do not say of a path: what a mark does, why a path without an entry is there, what is left of one that
 * is gone. Null where there is nothing to add.
 */
export function pathRemark(row: TreeRow | null, { steps, isThere: presence }: PathHistory): string | null {
  if (row && isOutsideTrees(row))
    return row.mark === 'ignored'
      ? 'An entry that does nothing: it hides nothing, and no container sees it.'
      : row.hidesNothing
        ? 'A mark that hides nothing: there is nothing of the layers below in its folder.'
        : 'A mark: what layers below have in its folder is hidden. No container sees the mark itself.';
  if (row?.mark === 'deleted' && row.hidesNothing)
    return presence.slice(0, row.entry?.layer).includes(true)
      ? 'A mark that deletes nothing: another entry of its layer does so already.'
      : 'A mark that deletes nothing: no layer below has this path.';
  const isThere = presence.at(-1) === true;
  const last = steps.at(-1);
  const held = steps.findLast(isPut);
  if (last && held && !isPut(last))
    return isThere
      ? 'No entry names it any more: it is there because something lies below it.'
      : `No container sees it. What it held is still stored in layer ${held.layer + 1}.`;
  if (steps.length > 0) return null;
  if (!presence.includes(true)) return row ? 'Only marks lie below it: no container sees it.' : null;
  return isThere
    ? 'No entry names it: it is there because something lies below it.'
    : 'No entry named it: it was there because something lay below it.';
}

/** Opaque marks, and what does nothing: they have a row in the tree of their layer, and are in no tree that a container sees. */
export const isOutsideTrees = ({ mark, name }: TreeRow): boolean =>
  mark === 'ignored' || (mark === 'opaque' && name.startsWith('.wh.'));
