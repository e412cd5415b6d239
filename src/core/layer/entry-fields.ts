import { ENTRY_TYPES } from './layer-entries.ts';
import type { EntryType, LayerEntries } from './layer-entries.ts';

/** The name of entry `i` as written: a view, not a copy. Empty beyond the last entry. */
export function entryName(entries: LayerEntries, i: number): Uint8Array {
  return entries.names.subarray(entries.nameEnds[i - 1] ?? 0, entries.nameEnds[i] ?? 0);
}

/** The link target of entry `i` as written, empty for what is no link: a view, not a copy. */
export function entryTarget(entries: LayerEntries, i: number): Uint8Array {
  return entries.targets.subarray(entries.targetEnds[i - 1] ?? 0, entries.targetEnds[i] ?? 0);
}

export function entryType(entries: LayerEntries, i: number): EntryType {
  return ENTRY_TYPES[entries.types[i] ?? 0] ?? 'file';
}
