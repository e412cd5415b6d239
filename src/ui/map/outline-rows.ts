import type { MapGraph, MapNode } from '../../core/explain/map-graph.ts';
import { visibleName } from '../format/visible-name.ts';
import type { TreeRow } from '../tree/tree-row.ts';
import { nodeWords } from './node-words.ts';

/** The map as an outline: a node stands below each node that points at it. */
export interface OutlineRow extends TreeRow {
  /** Null for the heading of the quay. */
  readonly node: MapNode | null;
  /** Of the arrow that leads here; empty for a beginning. */
  readonly label: string;
  readonly isBroken: boolean;
}

export const QUAY_ROW = 'quay';
const SEPARATOR = ' > ';
/** Rows that are open from the start: about two windows of them. */
const OPEN_AT_FIRST = 60;

/**
 * Rows of the outline. The same node may stand in several places, each with its own rows below; circles are cut where a
 * node would stand below itself. Only open rows cost anything.
 * @param opened ids of open rows
 */
export function outlineRows(graph: MapGraph, opened: ReadonlySet<string>): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const add = (
    id: string,
    above: string,
    label: string,
    isBroken: boolean,
    position: number,
    siblings: number,
    level: number,
  ): void => {
    const node = graph.nodes.get(id);
    if (!node) return;
    const rowId = above === '' ? id : above + SEPARATOR + id;
    const isCircle = above.split(SEPARATOR).includes(id);
    const edges = isCircle ? [] : (graph.outgoing.get(id) ?? []);
    const isOpen = edges.length === 0 ? null : opened.has(rowId);
    rows.push({ id: rowId, node, label, isBroken, level, position, siblings, isOpen, name: nameOf(node, label) });
    if (isOpen)
      edges.forEach((edge, i) =>
        add(edge.to, rowId, visibleName(edge.label), edge.isBroken, i + 1, edges.length, level + 1),
      );
  };
  const [starts, quay] = startsOf(graph);
  const siblings = starts.length + (quay.length > 0 ? 1 : 0);
  starts.forEach(({ id }, i) => add(id, '', '', false, i + 1, siblings, 1));
  if (quay.length > 0) {
    const isOpen = opened.has(QUAY_ROW);
    rows.push({
      id: QUAY_ROW,
      node: null,
      label: '',
      isBroken: false,
      level: 1,
      position: siblings,
      siblings,
      isOpen,
      name: 'Left on the quay',
    });
    if (isOpen) quay.forEach(({ id }, i) => add(id, QUAY_ROW, '', false, i + 1, quay.length, 2));
  }
  return rows;
}

/** Ids of the rows that are open before anyone has touched the outline: level by level, as long as they fit. */
export function openedAtFirst(graph: MapGraph): ReadonlySet<string> {
  const [starts, quay] = startsOf(graph);
  const opened = new Set<string>(quay.length <= OPEN_AT_FIRST / 2 ? [QUAY_ROW] : []);
  let count = starts.length + 1 + (opened.size > 0 ? quay.length : 0);
  let level = starts.map(({ id }) => ({ id, rowId: id }));
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { id, rowId } of level) {
      const edges = graph.outgoing.get(id) ?? [];
      if (edges.length === 0 || count + edges.length > OPEN_AT_FIRST) continue;
      opened.add(rowId);
      count += edges.length;
      for (const { to } of edges)
        if (!rowId.split(SEPARATOR).includes(to)) next.push({ id: to, rowId: rowId + SEPARATOR + to });
    }
    level = next;
  }
  return opened;
}

/** Where the outline begins: what no arrow comes to; circles without a beginning are on the quay. */
function startsOf({ nodes, incoming }: MapGraph): [MapNode[], MapNode[]] {
  const all = [...nodes.values()];
  const isStart = ({ id, column }: MapNode): boolean => column === 'entry' || !incoming.has(id);
  const quay = all.filter(({ onQuay }) => onQuay);
  const tops = quay.filter(({ id }) => !incoming.has(id));
  return [all.filter((node) => !node.onQuay && isStart(node)), tops.length > 0 ? tops : quay];
}

function nameOf(node: MapNode, label: string): string {
  const { title, name, size } = nodeWords(node);
  return [`${title} ${name}`, size, label, node.kind === 'stack' ? 'Enter opens it' : '']
    .filter((part) => part !== '')
    .join(', ');
}
