import type { DumpModel } from '../dump/dump-model.ts';
import { buildMapGraph } from './build-map-graph.ts';
import { MAP_COLUMNS, type MapEdge } from './map-graph.ts';
import {
  COLUMN_PITCH,
  MAP_MARGIN,
  type MapLayout,
  NODE_HEIGHT,
  NODE_WIDTH,
  type PlacedNode,
  type Trunk,
  trunkId,
} from './placed-map.ts';
import { routeEdges } from './route-edges.ts';
import { spreadColumn } from './spread-column.ts';

const TOP = 56;
/** Below a node stands one line that says what is wrong with it. */
const NODE_GAP = 30;
const TRUNK_GAP = 14;
const QUAY_PITCH = { x: NODE_WIDTH + 24, y: NODE_HEIGHT + NODE_GAP };
const QUAY_HEAD = 44;
/** Passes over the columns; the picture no longer changes to the eye after six. */
const PASSES = 8;

/** Something with a height in a column; `y` is its middle. */
interface ColumnItem {
  readonly id: string;
  readonly trunk: Trunk | null;
  y: number;
}

/**
 * Lays the reference graph of a dump out from left to right: entry points, nested indexes, manifests, configs, layers.
 * Arrows over several columns are bundled and led between the nodes. The same model gives the same picture.
 * Time grows with nodes times log nodes, plus arrows.
 * @param opened ids of stacks that show their members
 */
export function layoutMap(model: DumpModel, opened: readonly string[] = []): MapLayout {
  const graph = buildMapGraph(model, new Set(opened));
  const shore = [...graph.nodes.values()].filter(({ onQuay }) => !onQuay);
  const quay = [...graph.nodes.values()].filter(({ onQuay }) => onQuay);
  const columns = MAP_COLUMNS.filter((column) => shore.some((node) => node.column === column));
  const items = columns.map((column) =>
    shore
      .filter((node) => node.column === column)
      .map(({ id }, i): ColumnItem => ({ id, trunk: null, y: TOP + NODE_HEIGHT / 2 + i * (NODE_HEIGHT + NODE_GAP) })),
  );
  const columnOf = new Map(items.flatMap((column, i) => column.map(({ id }): [string, number] => [id, i])));
  settle(items, neighboursOf(graph.edges, columnOf, false));
  insertTrunks(items, graph.edges, columnOf);
  settle(items, neighboursOf(graph.edges, columnOf, true));
  moveToTop(items);

  const nodes: PlacedNode[] = [];
  items.forEach((column, i) => {
    for (const { id, trunk, y } of column) {
      const node = graph.nodes.get(id);
      if (!trunk && node) nodes.push({ node, x: MAP_MARGIN + i * COLUMN_PITCH, y: y - NODE_HEIGHT / 2 });
    }
  });
  const shoreBottom = nodes.reduce((bottom, { y }) => Math.max(bottom, y + NODE_HEIGHT), TOP);
  const perRow = Math.max(4, columns.length + 1);
  const width =
    MAP_MARGIN * 2 +
    Math.max(
      (columns.length - 1) * COLUMN_PITCH + NODE_WIDTH,
      quay.length === 0 ? 0 : (Math.min(perRow, quay.length) - 1) * QUAY_PITCH.x + NODE_WIDTH,
    );
  const quayY = quay.length === 0 ? null : shoreBottom + NODE_GAP + 28;
  quay.forEach((node, i) => {
    nodes.push({
      node,
      x: MAP_MARGIN + (i % perRow) * QUAY_PITCH.x,
      y: (quayY ?? 0) + QUAY_HEAD + Math.floor(i / perRow) * QUAY_PITCH.y,
    });
  });
  const byId = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const bottom = nodes.reduce((lowest, { y }) => Math.max(lowest, y + NODE_HEIGHT), TOP);
  const trunkYs = new Map(items.flat().map(({ id, y }) => [id, y]));
  return {
    graph,
    nodes,
    byId,
    edges: routeEdges(graph, byId, columnOf, trunkYs),
    columns: columns.map((column, i) => ({ column, x: MAP_MARGIN + i * COLUMN_PITCH })),
    quayY,
    width,
    height: bottom + NODE_GAP + MAP_MARGIN,
  };
}

/** Which items pull at which: the two ends of every arrow, or its stops in neighbouring columns. */
function neighboursOf(
  edges: readonly MapEdge[],
  columnOf: ReadonlyMap<string, number>,
  withTrunks: boolean,
): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, Set<string>>();
  const join = (a: string, b: string): void => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const own = neighbours.get(one);
      if (own) own.add(other);
      else neighbours.set(one, new Set([other]));
    }
  };
  for (const { from, to } of edges) {
    const [start, end] = [columnOf.get(from), columnOf.get(to)];
    if (start === undefined || end === undefined || end <= start) continue;
    let last = from;
    for (let column = start + 1; withTrunks && column < end; column += 1) {
      join(last, trunkId(from, column));
      last = trunkId(from, column);
    }
    join(last, to);
  }
  return new Map([...neighbours].map(([id, own]) => [id, [...own]]));
}

/** Draws every item to the middle of its neighbours, column by column, from left to right and back. */
function settle(items: readonly ColumnItem[][], neighbours: ReadonlyMap<string, readonly string[]>): void {
  const byId = new Map(items.flat().map((item) => [item.id, item]));
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const column of pass % 2 === 0 ? items : items.toReversed()) {
      const gaps = column.slice(1).map((item, i) => gapBetween(column[i], item));
      const wanted: number[] = [];
      column.forEach((item, i) => {
        const ys = (neighbours.get(item.id) ?? []).map((id) => byId.get(id)?.y ?? item.y);
        // What nothing pulls at follows the item above it.
        const loose = i === 0 ? item.y : (wanted[i - 1] ?? 0) + (gaps[i - 1] ?? 0);
        wanted.push(ys.length === 0 ? loose : ys.reduce((sum, y) => sum + y, 0) / ys.length);
      });
      const ys = spreadColumn(wanted, gaps);
      column.forEach((item, i) => (item.y = ys[i] ?? item.y));
    }
  }
}

function gapBetween(upper: ColumnItem | undefined, lower: ColumnItem): number {
  const half = (item: ColumnItem | undefined): number => (item?.trunk ? 0 : NODE_HEIGHT / 2);
  const isTight = upper?.trunk || lower.trunk;
  // A line of words may stand below a node, so a bundle keeps clear of it.
  return half(upper) + half(lower) + (isTight ? TRUNK_GAP + (upper?.trunk ? 0 : 8) : NODE_GAP);
}

function insertTrunks(items: ColumnItem[][], edges: readonly MapEdge[], columnOf: ReadonlyMap<string, number>): void {
  const yOf = new Map(items.flat().map(({ id, y }) => [id, y]));
  const pulls = new Map<string, { trunk: Trunk; sum: number; count: number }>();
  for (const { from, to } of edges) {
    const [start, end] = [columnOf.get(from), columnOf.get(to)];
    if (start === undefined || end === undefined) continue;
    const [startY, endY] = [yOf.get(from) ?? 0, yOf.get(to) ?? 0];
    for (let column = start + 1; column < end; column += 1) {
      const id = trunkId(from, column);
      const pull = pulls.get(id) ?? { trunk: { from, column }, sum: 0, count: 0 };
      pull.sum += startY + ((endY - startY) * (column - start)) / (end - start);
      pull.count += 1;
      pulls.set(id, pull);
    }
  }
  for (const [id, { trunk, sum, count }] of pulls) items[trunk.column]?.push({ id, trunk, y: sum / count });
  // Nodes are in the order of their y already, so only bundles find a place between them.
  for (const column of items) column.sort((a, b) => a.y - b.y);
}

function moveToTop(items: readonly ColumnItem[][]): void {
  const all = items.flat();
  const top = all.reduce((least, { trunk, y }) => Math.min(least, y - (trunk ? 0 : NODE_HEIGHT / 2)), Infinity);
  for (const item of all) item.y += TOP - top;
}
