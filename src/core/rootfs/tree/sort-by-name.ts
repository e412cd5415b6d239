import type { TreeNodes } from './tree-nodes.ts';

/** Below this, moving one by one is quicker than dividing. */
const SMALL = 16;
/** The values of a byte, and before them the end of a name. */
const BUCKETS = 257;

/**
 * Sorts nodes of one folder in place, by the bytes of their names; equal ones by number. Radix sort from the first byte on:
 * each byte of a name is looked at twice at most, and no order of what comes makes it slow. Memory: as much as the list again.
 */
export function sortByName(nodes: TreeNodes, list: Int32Array): void {
  if (list.some((node) => !nodes.isPath(node))) {
    list.sort((a, b) => compareNames(nodes.nameOf(a), nodes.nameOf(b)) || a - b);
    return;
  }
  const { bytes, ends } = nodes.stack.paths.lastParts;
  const aside = new Int32Array(list.length);
  const bucketEnds = new Uint32Array(BUCKETS);
  const bucketOf = (node: number, depth: number): number => {
    const at = (ends[node - 1] ?? 0) + depth;
    return at < (ends[node] ?? 0) ? (bytes[at] ?? 0) + 1 : 0;
  };
  const pending: [from: number, end: number, depth: number][] = [[0, list.length, 0]];
  for (let part = pending.pop(); part; part = pending.pop()) {
    const [from, end, depth] = part;
    if (end - from <= SMALL) {
      insertionSort(list, from, end, (a, b) => {
        const [startA, startB] = [(ends[a - 1] ?? 0) + depth, (ends[b - 1] ?? 0) + depth];
        const lengthA = (ends[a] ?? 0) - startA;
        const lengthB = (ends[b] ?? 0) - startB;
        for (let i = 0; i < lengthA && i < lengthB; i++) {
          const difference = (bytes[startA + i] ?? 0) - (bytes[startB + i] ?? 0);
          if (difference !== 0) return difference;
        }
        return lengthA - lengthB || a - b;
      });
      continue;
    }
    bucketEnds.fill(0);
    for (let at = from; at < end; at++) {
      const bucket = bucketOf(list[at] ?? 0, depth);
      bucketEnds[bucket] = (bucketEnds[bucket] ?? 0) + 1;
    }
    let start = from;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = bucketEnds[bucket] ?? 0;
      // Names that end here are equal, and in a folder there are no two such.
      if (count > 1 && bucket > 0) pending.push([start, start + count, depth + 1]);
      bucketEnds[bucket] = start;
      start += count;
    }
    aside.set(list.subarray(from, end), from);
    for (let at = from; at < end; at++) {
      const node = aside[at] ?? 0;
      const bucket = bucketOf(node, depth);
      const to = bucketEnds[bucket] ?? 0;
      list[to] = node;
      bucketEnds[bucket] = to + 1;
    }
  }
}

function insertionSort(list: Int32Array, from: number, end: number, compare: (a: number, b: number) => number): void {
  for (let at = from + 1; at < end; at++) {
    const node = list[at] ?? 0;
    let to = at;
    while (to > from && compare(list[to - 1] ?? 0, node) > 0) {
      list[to] = list[to - 1] ?? 0;
      to -= 1;
    }
    list[to] = node;
  }
}

function compareNames(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
