import { decodeName } from '../../core/bytes/byte-names.ts';
import { entryTarget, entryType } from '../../core/layer/entry-fields.ts';
import { CHANGE_STATES, isMadeAnew } from '../../core/rootfs/layer-changes.ts';
import { entryAt } from '../../core/rootfs/layer-stack.ts';
import { ROOT } from '../../core/rootfs/path-table.ts';
import type { FoldedRow } from '../../core/rootfs/tree/folded-rows.ts';
import { markCode, type TreeNodes } from '../../core/rootfs/tree/tree-nodes.ts';
import type { TreeRow } from './tree-api.ts';

/** A row with all that is shown of it. */
export function treeRowOf(nodes: TreeNodes, row: FoldedRow): TreeRow {
  const { node, level, place, setSize, parentRow, hasChildren, isOpen, isOnTheWay } = row;
  const name = decodeName(nodes.nameOf(node));
  const mark = nodes.marks[node] ?? 0;
  /** Of its entry in the chosen layer; negative where that has none. */
  const index = (nodes.entry[node] ?? -1) - (nodes.stack.starts[nodes.layer] ?? 0);
  return {
    id: node,
    path: pathOf(nodes, node, name),
    name,
    level,
    setSize,
    place,
    parentRow,
    hasChildren,
    isOpen,
    bytes: nodes.bytesIn[node] ?? 0,
    mark: mark === 0 ? null : (CHANGE_STATES[mark - 1] ?? null),
    isMadeAnew: COMPARED.has(mark) && isMadeAnew(nodes.stack, nodes.changes, index),
    hidesNothing: TAKING.has(mark) && nodes.changes.hiddenPaths[index] === 0,
    isOnTheWay,
    ...entryFields(nodes, node),
  };
}

const COMPARED: ReadonlySet<number> = new Set((['changed', 'metadata', 'copy'] as const).map(markCode));
const TAKING: ReadonlySet<number> = new Set((['deleted', 'opaque'] as const).map(markCode));

type EntryFields = Pick<TreeRow, 'type' | 'entry' | 'mode' | 'uid' | 'gid' | 'mtimeSeconds' | 'target' | 'pathsBelow'>;

function entryFields(nodes: TreeNodes, node: number): EntryFields {
  const number = nodes.entry[node] ?? -1;
  const pathsIn = nodes.entriesIn[node] ?? 0;
  if (number < 0) {
    const nothing = { type: null, entry: null, mode: 0, uid: 0, gid: 0, mtimeSeconds: 0, target: null };
    return { ...nothing, pathsBelow: pathsIn };
  }
  const { entries, layer, index } = entryAt(nodes.stack, number);
  const target = entryTarget(entries, index);
  return {
    type: entryType(entries, index),
    entry: { layer, index },
    mode: entries.modes[index] ?? 0,
    uid: entries.uids[index] ?? 0,
    gid: entries.gids[index] ?? 0,
    mtimeSeconds: entries.mtimes[index] ?? 0,
    target: target.length === 0 ? null : decodeName(target),
    pathsBelow: pathsIn - 1,
  };
}

function pathOf(nodes: TreeNodes, node: number, name: string): string {
  const parts = [name];
  for (let at = nodes.parent(node); at > ROOT; at = nodes.parent(at)) parts.push(decodeName(nodes.nameOf(at)));
  return parts.reverse().join('/');
}
