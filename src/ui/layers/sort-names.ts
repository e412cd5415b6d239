import type { SortKey } from './shown-types.ts';

/** What a tree can be sorted by, in the order of its columns; `type` has none. */
export const sortNames: readonly { readonly key: SortKey; readonly name: string }[] = [
  { key: 'name', name: 'Path' },
  { key: 'size', name: 'Size' },
  { key: 'layer', name: 'From' },
  { key: 'mode', name: 'Mode' },
  { key: 'owner', name: 'Owner' },
  { key: 'mtime', name: 'Modified' },
  { key: 'type', name: 'Type' },
];
