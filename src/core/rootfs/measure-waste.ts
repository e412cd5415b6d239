import { compareEntries, isMetadataOnly } from './compare-entries.ts';
import { findDuplicates } from './find-duplicates.ts';
import type { DuplicateContents } from './find-duplicates.ts';
import { pathText, treeAt } from './file-tree.ts';
import { ENTRY_ROLES, layerOf } from './layer-stack.ts';
import type { LayerStack } from './layer-stack.ts';
import { LargestItems } from './largest-items.ts';

/**
 * Why stored bytes show nowhere in the final tree; each hidden file belongs to exactly one class, by what hid it first.
 * - `overwritten`: its path was written again, with other content (or with content that cannot be compared)
 * - `metadata`: its path was written again with the same content: a chmod, chown, touch, or nothing at all
 * - `deleted`: a whiteout, an opaque mark, or a file or link in the place of a folder took it away
 */
export const WASTE_CLASSES = ['overwritten', 'metadata', 'deleted'] as const;
export type WasteClass = (typeof WASTE_CLASSES)[number];

/** One hidden file. */
export interface WasteItem {
  /** Where its bytes are stored: layer, and index into that layer's entries. */
  readonly layer: number;
  readonly index: number;
  /** Binary string, without a leading slash. */
  readonly path: string;
  readonly bytes: number;
  /** What hid it. */
  readonly by: {
    readonly kind: 'written' | 'whiteout' | 'opaque' | 'folder-replaced';
    readonly layer: number;
    readonly index: number;
    readonly path: string;
  };
  /** A hard link in the final tree still shows these bytes: they cannot be given back. */
  readonly isLinked: boolean;
}

/** All that one entry hid: the step to change, such as a `rm -r` in a later RUN. */
export interface WasteCause {
  readonly kind: WasteItem['by']['kind'];
  readonly layer: number;
  readonly index: number;
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

/** What one layer stores and one layer hides: the two steps of the build to look at. */
export interface WasteStep {
  readonly storedBy: number;
  readonly hiddenBy: number;
  readonly files: number;
  readonly bytes: number;
  /** Of them: still shown by hard links, so that they cannot be given back. */
  readonly linkedBytes: number;
}

export interface WasteOfClass {
  readonly bytes: number;
  /** Of them: still shown by hard links of the final tree. */
  readonly linkedBytes: number;
  /** Files that are not empty. */
  readonly files: number;
  /** The largest, at most as many as asked for. */
  readonly items: readonly WasteItem[];
  readonly causes: readonly WasteCause[];
  /** Most bytes first, at most as many. */
  readonly steps: readonly WasteStep[];
}

export interface Waste {
  /** Of all `file` entries of all layers. */
  readonly storedBytes: number;
  /** Of the final tree. */
  readonly rootfsBytes: number;
  /** `storedBytes - rootfsBytes`, and the sum of the classes. */
  readonly wastedBytes: number;
  readonly classes: Readonly<Record<WasteClass, WasteOfClass>>;
  /** Bytes of each layer that show nowhere, by the layer that stores them, and by the layer that hid them. */
  readonly wastedByLayer: readonly number[];
  readonly causedByLayer: readonly number[];
  /** Same content at several paths of the final tree: not among the wasted bytes, as all of them show. */
  readonly duplicates: DuplicateContents;
}

const DEFAULT_ITEMS = 1000;

/**
 * Where stored bytes are wasted, exact to the byte. One pass over all entries.
 * @param options.items largest items, causes and groups of equal files to list at most; the sums count all of them
 */
export function measureWaste(stack: LayerStack, options: { readonly items?: number } = {}): Waste {
  const items = options.items ?? DEFAULT_ITEMS;
  const { layers, starts, roles, pathOf, hiddenBy } = stack;
  const tree = treeAt(stack);
  const tallies = { overwritten: new Tally(items), metadata: new Tally(items), deleted: new Tally(items) };
  const wastedByLayer = layers.map(() => 0);
  const causedByLayer = layers.map(() => 0);
  const linked = linkedEntries(stack, tree.shown);
  let storedBytes = 0;
  layers.forEach(({ sizes, count }, layer) => {
    const start = starts[layer] ?? 0;
    for (let i = 0; i < count; i++) {
      const bytes = sizes[i] ?? 0;
      if (bytes === 0) continue;
      storedBytes += bytes;
      const entry = start + i;
      const by = hiddenBy[entry] ?? -1;
      // A deletion mark with content, or what aufs left, shows nowhere and nothing hid it: the mark itself is the cause.
      const isMark = roles[entry] !== 0;
      if (by < 0 && !isMark) continue;
      const cause = isMark ? entry : by;
      const isSamePath = !isMark && roles[by] === 0 && pathOf[by] === pathOf[entry];
      const causeLayer = isMark ? layer : layerOf(stack, by);
      wastedByLayer[layer] = (wastedByLayer[layer] ?? 0) + bytes;
      causedByLayer[causeLayer] = (causedByLayer[causeLayer] ?? 0) + bytes;
      const wasteClass = isSamePath ? replacedClass(stack, layer, i, causeLayer, by) : 'deleted';
      tallies[wasteClass].add(entry, cause, bytes);
      tallies[wasteClass].addStep(layer, causeLayer, bytes, linked.has(entry));
    }
  });
  const finish = (tally: Tally): WasteOfClass => ({
    bytes: tally.bytes,
    linkedBytes: tally.linkedBytes,
    files: tally.files,
    items: tally.largest.sorted().map(({ key, bytes }) => itemOf(stack, key, bytes, linked)),
    causes: tally.causes(items).map(({ cause, files, bytes }) => ({
      ...placeOf(stack, cause),
      kind: kindOf(stack, cause, tally === tallies.deleted),
      files,
      bytes,
    })),
    steps: tally.steps(items),
  });
  return {
    storedBytes,
    rootfsBytes: tree.bytes,
    wastedBytes: storedBytes - tree.bytes,
    classes: {
      overwritten: finish(tallies.overwritten),
      metadata: finish(tallies.metadata),
      deleted: finish(tallies.deleted),
    },
    wastedByLayer,
    causedByLayer,
    duplicates: findDuplicates(tree, items),
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Sums of one class. */
class Tally {
  bytes = 0;
  linkedBytes = 0;
  files = 0;
  readonly largest: LargestItems;
  readonly #causes = new Map<number, { files: number; bytes: number }>();
  readonly #steps = new Map<string, Writable<WasteStep>>();

  constructor(items: number) {
    this.largest = new LargestItems(items);
  }

  add(entry: number, cause: number, bytes: number): void {
    this.bytes += bytes;
    this.files += 1;
    this.largest.add(entry, bytes);
    const sums = this.#causes.get(cause);
    if (sums) {
      sums.files += 1;
      sums.bytes += bytes;
    } else this.#causes.set(cause, { files: 1, bytes });
  }

  addStep(storedBy: number, hiddenBy: number, bytes: number, isLinked: boolean): void {
    const key = `${storedBy} ${hiddenBy}`;
    let step = this.#steps.get(key);
    if (!step) this.#steps.set(key, (step = { storedBy, hiddenBy, files: 0, bytes: 0, linkedBytes: 0 }));
    step.files += 1;
    step.bytes += bytes;
    if (!isLinked) return;
    step.linkedBytes += bytes;
    this.linkedBytes += bytes;
  }

  steps(items: number): WasteStep[] {
    const largestFirst = (a: WasteStep, b: WasteStep) =>
      b.bytes - a.bytes || a.hiddenBy - b.hiddenBy || a.storedBy - b.storedBy;
    return [...this.#steps.values()].sort(largestFirst).slice(0, items);
  }

  causes(items: number): { cause: number; files: number; bytes: number }[] {
    const largest = new LargestItems(items);
    for (const [cause, { bytes }] of this.#causes) largest.add(cause, bytes);
    return largest.sorted().map(({ key, bytes }) => ({ cause: key, files: this.#causes.get(key)?.files ?? 0, bytes }));
  }
}

function replacedClass(
  { layers, starts }: LayerStack,
  layer: number,
  i: number,
  byLayer: number,
  by: number,
): WasteClass {
  const [ours, theirs] = [layers[layer], layers[byLayer]];
  if (!ours || !theirs) return 'overwritten';
  return isMetadataOnly(compareEntries(theirs, by - (starts[byLayer] ?? 0), ours, i)) ? 'metadata' : 'overwritten';
}

/** Entries whose content a hard link of the final tree shows. */
function linkedEntries({ linkedTo, pathOf }: LayerStack, shown: Int32Array): ReadonlySet<number> {
  const linked = new Set<number>();
  for (const [link, target] of linkedTo) if (shown[pathOf[link] ?? -1] === link) linked.add(target);
  return linked;
}

function itemOf(stack: LayerStack, entry: number, bytes: number, linked: ReadonlySet<number>): WasteItem {
  const isMark = stack.roles[entry] !== 0;
  const cause = isMark ? entry : (stack.hiddenBy[entry] ?? entry);
  const isSamePath = stack.pathOf[cause] === stack.pathOf[entry];
  const by = { kind: kindOf(stack, cause, !isSamePath), ...placeOf(stack, cause) };
  return { ...placeOf(stack, entry), bytes, by, isLinked: linked.has(entry) };
}

function placeOf(stack: LayerStack, entry: number): { layer: number; index: number; path: string } {
  const layer = layerOf(stack, entry);
  const path = stack.pathOf[entry] ?? -1;
  return { layer, index: entry - (stack.starts[layer] ?? 0), path: path < 0 ? '' : pathText(stack.paths, path) };
}

function kindOf({ roles }: LayerStack, cause: number, isElsewhere: boolean): WasteItem['by']['kind'] {
  const role = ENTRY_ROLES[roles[cause] ?? 0];
  if (role === 'opaque') return 'opaque';
  if (role !== 'path') return 'whiteout';
  return isElsewhere ? 'folder-replaced' : 'written';
}
