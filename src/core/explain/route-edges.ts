import type { MapEdge, MapGraph } from './map-graph.ts';
import {
  COLUMN_PITCH,
  MAP_MARGIN,
  NODE_HEIGHT,
  NODE_WIDTH,
  type PlacedEdge,
  type PlacedNode,
  trunkId,
} from './placed-map.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Arrows of one node leave and arrive spread over this much of its side. */
const PORT_SPAN = 36;
const PORT_STEP = 12;
/** How far an arrow within one column swings out. */
const LOOP = 56;

/** Gives every arrow its curve: from the right side of its source to the left side of its target, through its bundles. */
export function routeEdges(
  graph: MapGraph,
  placed: ReadonlyMap<string, PlacedNode>,
  columnOf: ReadonlyMap<string, number>,
  trunkYs: ReadonlyMap<string, number>,
): PlacedEdge[] {
  const middle = (id: string): number => (placed.get(id)?.y ?? 0) + NODE_HEIGHT / 2;
  const nextY = (edge: MapEdge): number =>
    trunkYs.get(trunkId(edge.from, (columnOf.get(edge.from) ?? 0) + 1)) ?? middle(edge.to);
  const lastY = (edge: MapEdge): number =>
    trunkYs.get(trunkId(edge.from, (columnOf.get(edge.to) ?? 0) - 1)) ?? middle(edge.from);
  const outPorts = portsOf(graph.outgoing, nextY);
  const inPorts = portsOf(graph.incoming, lastY);
  return graph.edges.flatMap((edge): PlacedEdge[] => {
    const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
    if (!from || !to) return [];
    const startY = middle(edge.from) + (outPorts.get(edge.id) ?? 0);
    const endY = middle(edge.to) + (inPorts.get(edge.id) ?? 0);
    const [start, end] = [columnOf.get(edge.from), columnOf.get(edge.to)];
    if (start === undefined || end === undefined) return [direct(edge, from, to)];
    if (start === end) return [loop(edge, { x: from.x + NODE_WIDTH, y: startY }, { x: to.x + NODE_WIDTH, y: endY })];
    if (end < start)
      return [
        curve(edge, [
          { x: from.x, y: startY },
          { x: to.x + NODE_WIDTH, y: endY },
        ]),
      ];
    const points: Point[] = [{ x: from.x + NODE_WIDTH, y: startY }];
    for (let column = start + 1; column < end; column += 1) {
      const x = MAP_MARGIN + column * COLUMN_PITCH;
      const y = trunkYs.get(trunkId(edge.from, column)) ?? startY;
      points.push({ x, y }, { x: x + NODE_WIDTH, y });
    }
    points.push({ x: to.x, y: endY });
    return [curve(edge, points)];
  });
}

/** Distance of each arrow's end from the middle of its node's side, in the order of where the arrows come from or go. */
function portsOf(
  groups: ReadonlyMap<string, readonly MapEdge[]>,
  yOf: (edge: MapEdge) => number,
): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  for (const edges of groups.values()) {
    const ys = [...new Set(edges.map(yOf))].sort((a, b) => a - b);
    const step = Math.min(PORT_STEP, PORT_SPAN / Math.max(1, ys.length - 1));
    const place = new Map(ys.map((y, i) => [y, (i - (ys.length - 1) / 2) * step]));
    for (const edge of edges) ports.set(edge.id, place.get(yOf(edge)) ?? 0);
  }
  return ports;
}

/** Pairs of points are joined by curves that start and end level; between the pairs run straight lines. */
function curve(edge: MapEdge, points: readonly Point[]): PlacedEdge {
  let d = '';
  let label: Point = { x: 0, y: 0 };
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [a, b] = [points[i], points[i + 1]];
    if (!a || !b) continue;
    const half = (b.x - a.x) / 2;
    d += `${i === 0 ? 'M' : 'L'}${at(a)}C${at({ x: a.x + half, y: a.y })} ${at({ x: b.x - half, y: b.y })} ${at(b)}`;
    label = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }
  return bounded(edge, d, label, points);
}

function loop(edge: MapEdge, a: Point, b: Point): PlacedEdge {
  const out = Math.max(a.x, b.x) + LOOP;
  const d = `M${at(a)}C${at({ x: out, y: a.y })} ${at({ x: out, y: b.y })} ${at(b)}`;
  return bounded(edge, d, { x: out - 12, y: (a.y + b.y) / 2 }, [a, b, { x: out, y: a.y }]);
}

/** To or from the quay, where there are no columns. */
function direct(edge: MapEdge, from: PlacedNode, to: PlacedNode): PlacedEdge {
  const isAcross = from.node.onQuay !== to.node.onQuay;
  const a = { x: from.x + NODE_WIDTH / 2, y: from.y + (isAcross && from.node.onQuay ? 0 : NODE_HEIGHT) };
  if (isAcross) {
    const b = { x: to.x, y: to.y + NODE_HEIGHT / 2 };
    const d = `M${at(a)}C${at({ x: a.x, y: a.y - LOOP })} ${at({ x: b.x - LOOP * 2, y: b.y })} ${at(b)}`;
    return { ...bounded(edge, d, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, [a, b]), isQuiet: true };
  }
  const b = { x: to.x + NODE_WIDTH / 2, y: to.y + NODE_HEIGHT };
  const low = Math.max(a.y, b.y) + 24;
  const d = `M${at(a)}C${at({ x: a.x, y: low })} ${at({ x: b.x, y: low })} ${at(b)}`;
  return bounded(edge, d, { x: (a.x + b.x) / 2, y: low - 4 }, [a, b, { x: a.x, y: low }]);
}

function bounded(edge: MapEdge, d: string, label: Point, points: readonly Point[]): PlacedEdge {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { edge, d, labelX: label.x, labelY: label.y, isQuiet: false, left, top, right, bottom };
}

const at = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
