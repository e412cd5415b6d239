import { compareEntries, differenceNames, isMetadataOnly } from './compare-entries.ts';
import type { Difference } from './compare-entries.ts';
import { ENTRY_ROLES, entryAt, layerOf } from './layer-stack.ts';
import type { LayerStack } from './layer-stack.ts';

/** What happened to a path: an entry put something there, or something took it away. */
export type HistoryEvent =
  | {
      readonly kind: 'added' | 'changed' | 'metadata' | 'copy';
      readonly layer: number;
      /** Index into the layer's entries. */
      readonly index: number;
      readonly size: number;
      /** Against what the path showed just before; empty for `added`. */
      readonly differences: readonly Difference[];
      /** A folder whose layer has an opaque mark in it: what layers below have in it is hidden. */
      readonly isEmptied?: true;
    }
  | {
      /** By a whiteout of it or of a folder above, by an opaque mark, or by something else taking the place of a folder above. */
      readonly kind: 'whiteout' | 'opaque' | 'folder-replaced';
      readonly layer: number;
      /** Of the entry that took it away. */
      readonly index: number;
      /** Bytes that went out of sight. */
      readonly size: number;
    };

type PutEvent = Extract<HistoryEvent, { readonly differences: unknown }>;

/**
 * What happened to one path, layer by layer, lowest first; empty when no entry has it. Marks that found nothing there are
 * left out. Passes over all entries: a few milliseconds for a million.
 * @param name as a tar writes it
 */
export function pathHistory(stack: LayerStack, name: Uint8Array): HistoryEvent[] {
  const path = stack.paths.find(name);
  if (path === undefined) return [];
  const own: number[] = [];
  const emptied = new Set<number>();
  for (let entry = stack.pathOf.indexOf(path); entry >= 0; entry = stack.pathOf.indexOf(path, entry + 1)) {
    if (stack.roles[entry] === 0) own.push(entry);
    else if (ENTRY_ROLES[stack.roles[entry] ?? 0] === 'opaque') emptied.add(layerOf(stack, entry));
  }
  const events: HistoryEvent[] = [];
  let shown: number | null = null;
  for (const entry of own) {
    const put = putEvent(stack, entry, shown);
    events.push(shown !== null && emptied.has(put.layer) ? { ...put, isEmptied: true } : put);
    const by = stack.hiddenBy[entry] ?? -1;
    // One that is replaced at its own path goes with the event of the next.
    const isReplaced = by >= 0 && stack.roles[by] === 0 && stack.pathOf[by] === path;
    shown = by < 0 || isReplaced ? entry : null;
    if (by >= 0 && !isReplaced) events.push(removalEvent(stack, entry, by));
  }
  return events;
}

function putEvent(stack: LayerStack, entry: number, shown: number | null): PutEvent {
  const { layer, entries, index } = entryAt(stack, entry);
  const size = entries.sizes[index] ?? 0;
  if (shown === null) return { kind: 'added', layer, index, size, differences: [] };
  const before = entryAt(stack, shown);
  const differences = compareEntries(entries, index, before.entries, before.index);
  const kind = differences === 0 ? 'copy' : isMetadataOnly(differences) ? 'metadata' : 'changed';
  return { kind, layer, index, size, differences: differenceNames(differences) };
}

function removalEvent(stack: LayerStack, entry: number, by: number): HistoryEvent {
  const hidden = entryAt(stack, entry);
  const role = ENTRY_ROLES[stack.roles[by] ?? 0];
  const layer = layerOf(stack, by);
  return {
    kind: role === 'whiteout' || role === 'opaque' ? role : 'folder-replaced',
    layer,
    index: by - (stack.starts[layer] ?? 0),
    size: hidden.entries.sizes[hidden.index] ?? 0,
  };
}
