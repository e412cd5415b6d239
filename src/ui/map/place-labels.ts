import type { PlacedEdge } from '../../core/explain/placed-map.ts';
import { spreadColumn } from '../../core/explain/spread-column.ts';

/** Height of a label's line, and how much of a label's width two of them may share: pixels at zoom 1. */
const LINE = 14;
const WIDTH = 100;

export interface PlacedLabel {
  readonly placed: PlacedEdge;
  readonly x: number;
  readonly y: number;
}

/** Labels between the same two columns move up or down until none covers another. */
export function placeLabels(edges: readonly PlacedEdge[]): PlacedLabel[] {
  const groups = new Map<number, PlacedEdge[]>();
  for (const edge of edges) {
    const key = Math.round(edge.labelX / WIDTH);
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((a, b) => a.labelY - b.labelY);
    const ys = spreadColumn(
      sorted.map(({ labelY }) => labelY),
      sorted.slice(1).map(() => LINE),
    );
    return sorted.map((placed, i) => ({ placed, x: placed.labelX, y: ys[i] ?? placed.labelY }));
  });
}
