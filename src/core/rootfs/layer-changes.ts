import type { LayerEntries } from '../layer/layer-entries.ts';
import { compareEntries, isMetadataOnly } from './compare-entries.ts';
import { ENTRY_ROLES, entryAt, layerOf } from './layer-stack.ts';
import type { LayerStack } from './layer-stack.ts';

/**
 * What an entry of a layer is against the tree below; index into this list.
 * - `added`: nothing had this path (or it was a folder that no entry names)
 * - `changed`: another type, content, link target or device
 * - `metadata`: the same content once more, with other mode, owner, time or extended attributes
 * - `copy`: the same in every respect
 * - `deleted`, `opaque`: a mark
 * - `overruled`: a later entry of the same layer takes its place, or that of a folder above it
 * - `ignored`: does nothing, see `EntryRole`
 */
export const CHANGE_STATES = [
  'added',
  'changed',
  'metadata',
  'copy',
  'deleted',
  'opaque',
  'overruled',
  'ignored',
] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** One layer against the tree of the layers below, in columns as long as the layer has entries. About 29 bytes an entry. */
export interface LayerChanges {
  readonly layer: number;
  readonly entries: LayerEntries;
  /** Index into CHANGE_STATES. */
  readonly states: Uint8Array;
  /** See `differenceNames`; 0 unless the path was there below. */
  readonly differences: Uint16Array;
  /** Number of the entry that showed at this path below, -1 where there was none: see `entryAt`. */
  readonly below: Int32Array;
  /**
   * Paths of lower layers that this entry takes away, and the bytes of their files: by a mark, or by taking the place of a
   * folder. What a file replaces at its own path counts too. A path that two marks name is counted with the first.
   */
  readonly hiddenPaths: Uint32Array;
  readonly hiddenBytes: Float64Array;
  /** Number of entries in each state, as CHANGE_STATES has them. */
  readonly counts: readonly number[];
  /** Sums of the two columns. */
  readonly totalHiddenPaths: number;
  readonly totalHiddenBytes: number;
}

const STATE = Object.fromEntries(CHANGE_STATES.map((name, i) => [name, i])) as Readonly<Record<ChangeState, number>>;

/**
 * What layer `layer` does to the tree below it: each entry's state, in what it differs, and what it hides.
 * @throws RangeError when there is no such layer
 */
export function layerChanges(stack: LayerStack, layer: number): LayerChanges {
  const entries = stack.layers[layer];
  const start = stack.starts[layer];
  if (!entries || start === undefined) throw new RangeError(`no layer ${layer}`);
  const end = start + entries.count;
  const states = new Uint8Array(entries.count);
  const differences = new Uint16Array(entries.count);
  const below = stack.below.slice(start, end);
  const hidden = countHidden(stack, start, end);
  const counts = CHANGE_STATES.map(() => 0);
  for (let i = 0; i < entries.count; i++) {
    const lower = below[i] ?? -1;
    if (lower >= 0) {
      const { entries: theirs, index } = entryAt(stack, lower);
      differences[i] = compareEntries(entries, i, theirs, index);
    }
    const by = stack.hiddenBy[start + i] ?? -1;
    const state = STATE[stateOf(stack.roles[start + i] ?? 0, by >= 0 && by < end, lower, differences[i] ?? 0)];
    states[i] = state;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return { layer, entries, states, differences, below, ...hidden, counts };
}

/** The states as text, for one entry. */
export const changeState = ({ states }: LayerChanges, i: number): ChangeState =>
  CHANGE_STATES[states[i] ?? 0] ?? 'ignored';

/**
 * Whether an entry puts something back that another entry of its layer takes away: a container sees the same as if it were put
 * over what was there, but it is a thing of its own.
 */
export function isMadeAnew(stack: LayerStack, { layer, below }: LayerChanges, i: number): boolean {
  const [start = 0, end = 0] = stack.starts.slice(layer, layer + 2);
  const lower = below[i] ?? -1;
  const by = lower < 0 ? -1 : (stack.hiddenBy[lower] ?? -1);
  const isReplaced = ENTRY_ROLES[stack.roles[by] ?? 0] === 'path' && stack.pathOf[by] === stack.pathOf[lower];
  return by >= start && by < end && !isReplaced;
}

function stateOf(role: number, isOverruled: boolean, below: number, differences: number): ChangeState {
  const name = ENTRY_ROLES[role] ?? 'none';
  if (name === 'none') return 'ignored';
  if (name === 'opaque') return 'opaque';
  if (name === 'whiteout') return 'deleted';
  if (isOverruled) return 'overruled';
  if (below < 0) return 'added';
  if (!isMetadataOnly(differences)) return 'changed';
  return differences === 0 ? 'copy' : 'metadata';
}

function countHidden(
  stack: LayerStack,
  start: number,
  end: number,
): Pick<LayerChanges, 'hiddenPaths' | 'hiddenBytes' | 'totalHiddenPaths' | 'totalHiddenBytes'> {
  const hiddenPaths = new Uint32Array(end - start);
  const hiddenBytes = new Float64Array(end - start);
  let totalHiddenPaths = 0;
  let totalHiddenBytes = 0;
  const layer = layerOf(stack, start);
  stack.layers.slice(0, layer).forEach(({ sizes, count }, k) => {
    const first = stack.starts[k] ?? 0;
    for (let i = 0; i < count; i++) {
      const by = stack.hiddenBy[first + i] ?? -1;
      if (by < start || by >= end) continue;
      const size = sizes[i] ?? 0;
      hiddenPaths[by - start] = (hiddenPaths[by - start] ?? 0) + 1;
      hiddenBytes[by - start] = (hiddenBytes[by - start] ?? 0) + size;
      totalHiddenPaths += 1;
      totalHiddenBytes += size;
    }
  });
  return { hiddenPaths, hiddenBytes, totalHiddenPaths, totalHiddenBytes };
}
