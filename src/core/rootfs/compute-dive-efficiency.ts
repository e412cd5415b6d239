import { releaseBytes } from '../bytes/release-bytes.ts';
import { DiveLayer } from './dive-layer.ts';
import { DiveLower } from './dive-lower.ts';
import { comparePlaces, diveNames, hiddenByMark, MARK } from './dive-names.ts';
import type { LayerStack } from './layer-stack.ts';
import type { PathTable } from './path-table.ts';

/**
 * The figures that dive prints for these layers, its known oddities kept, so that its users recognise them: only paths with
 * nothing below them in a layer count; a path in two layers or more wastes all of its copies, the last one too; a whiteout
 * counts 0, or all that lies below when it hides a folder that an entry names; a whiteout of nothing ends its layer.
 * About 45 bytes a path.
 * @param stack with paths as the tars say: no links followed
 * @returns score from 0 to 1, and wasted bytes
 * @see ANCHORS.md §2.1; dive's dive/filetree/efficiency.go and file_tree.go
 */
export function computeDiveEfficiency(stack: LayerStack): { score: number; wastedBytes: number } {
  const { paths } = stack;
  const names = diveNames(paths);
  const layer = new DiveLayer(stack, names);
  const figures = new PathFigures(paths.count);
  const lower = names.includes(MARK) ? new DiveLower(paths, names) : null;
  stack.layers.forEach((_, k) => {
    layer.read(k);
    // What dive stacks starts as a copy of the first layer, onto which the first layer is then stacked once more.
    if (k === 0) lower?.copy(layer);
    countLayer(paths, names, layer, lower, figures);
    lower?.stack(layer);
  });
  layer.release();
  lower?.release();
  releaseBytes(names);
  return figures.result();
}

function countLayer(
  paths: PathTable,
  names: Uint8Array,
  layer: DiveLayer,
  lower: DiveLower | null,
  figures: PathFigures,
): void {
  const isMark = (path: number): boolean => names[path] === MARK;
  const bytesHiddenBy = (mark: number): number | null => lower?.bytesHiddenBy(mark) ?? null;
  /** The first mark of nothing: dive goes no further. */
  let end: number | null = null;
  for (const path of layer.paths) {
    if (!isMark(path) || layer.holdsSomething(path) || bytesHiddenBy(path) !== null) continue;
    if (end === null || comparePlaces(paths, path, end) < 0) end = path;
  }
  for (const path of layer.paths) {
    if (layer.holdsSomething(path) || (end !== null && path !== end && comparePlaces(paths, path, end) > 0)) continue;
    const key = isMark(path) ? keyOfMark(paths, path) : path;
    if (path === end) figures.meet(key);
    else figures.add(key, isMark(path) ? (bytesHiddenBy(path) ?? 0) : layer.sizeOf(path));
  }
}

/** dive counts a mark under the path that it hides. One that no entry ever named is told by the mark's own path. */
function keyOfMark(paths: PathTable, mark: number): number {
  const hidden = hiddenByMark(paths, mark);
  return hidden === undefined || hidden === paths.parent(mark) ? mark : hidden;
}

/** What dive sums for each path over all layers, by path number. */
class PathFigures {
  readonly #copies: Uint32Array<ArrayBuffer>;
  readonly #all: Float64Array<ArrayBuffer>;
  /** NaN for a path that was never met. -1 until a size is known: dive sums it as it stands where none ever is. */
  readonly #smallest: Float64Array<ArrayBuffer>;

  constructor(paths: number) {
    this.#copies = new Uint32Array(paths);
    this.#all = new Float64Array(paths);
    this.#smallest = new Float64Array(paths).fill(NaN);
  }

  meet(path: number): void {
    if (Number.isNaN(this.#smallest[path])) this.#smallest[path] = -1;
  }

  add(path: number, size: number): void {
    const smallest = this.#smallest[path] ?? NaN;
    this.#smallest[path] = smallest >= 0 ? Math.min(smallest, size) : size;
    this.#all[path] = (this.#all[path] ?? 0) + size;
    this.#copies[path] = (this.#copies[path] ?? 0) + 1;
  }

  /** The end of it: its memory is given back. */
  result(): { score: number; wastedBytes: number } {
    let smallest = 0;
    let all = 0;
    let wastedBytes = 0;
    this.#all.forEach((bytes, path) => {
      const least = this.#smallest[path] ?? NaN;
      if (Number.isNaN(least)) return;
      smallest += least;
      all += bytes;
      if ((this.#copies[path] ?? 0) >= 2) wastedBytes += bytes;
    });
    releaseBytes(this.#copies, this.#all, this.#smallest);
    return { score: all === 0 ? 1 : smallest / all, wastedBytes };
  }
}
