import { decodeName } from '../../core/bytes/byte-names.ts';
import { entryName, entryType } from '../../core/layer/entry-fields.ts';
import { CHANGE_STATES, changeState, type ChangeState, type LayerChanges } from '../../core/rootfs/layer-changes.ts';
import { LargestItems } from '../../core/rootfs/largest-items.ts';
import type { BroughtPath, StepEffect } from './build-api.ts';
import type { ImageExplorer } from './image-explorer.ts';

const MOST_PATHS = 500;
const LARGEST = 8;
const BRINGS: ReadonlySet<ChangeState> = new Set(['added', 'changed', 'metadata', 'copy']);

/** What one layer of an image did to the tree below it; null when the layer was not read. */
export function stepEffect(explorer: ImageExplorer, layer: number): StepEffect | null {
  if (explorer.layers[layer]?.state !== 'read') return null;
  const changes = explorer.changes(layer);
  const { entries, counts, totalHiddenPaths, totalHiddenBytes } = changes;
  const largest = new LargestItems(LARGEST);
  const paths: BroughtPath[] = [];
  let bytes = 0;
  let found = 0;
  for (let i = 0; i < entries.count; i++) {
    const state = changeState(changes, i);
    const isFolder = entryType(entries, i) === 'dir';
    if (isFolder ? state !== 'added' : state === 'ignored') continue;
    found += 1;
    if (paths.length < MOST_PATHS) paths.push(broughtPath(changes, i, state));
    if (isFolder || !BRINGS.has(state)) continue;
    const size = entries.sizes[i] ?? 0;
    bytes += size;
    if (size > 0) largest.add(i, size);
  }
  return {
    counts: Object.fromEntries(CHANGE_STATES.map((name, i) => [name, counts[i] ?? 0])) as Record<ChangeState, number>,
    bytes,
    hiddenPaths: totalHiddenPaths,
    hiddenBytes: totalHiddenBytes,
    largest: largest.sorted().map(({ key }) => broughtPath(changes, key, changeState(changes, key))),
    paths,
    left: found - paths.length,
  };
}

function broughtPath({ entries, hiddenBytes }: LayerChanges, i: number, state: ChangeState): BroughtPath {
  const isMark = state === 'deleted' || state === 'opaque';
  const path = decodeName(entryName(entries, i))
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '');
  return {
    // A deletion mark names what it deletes.
    path: isMark ? path.replace(/(^|\/)\.wh\.(?:\.wh\.\.opq$)?/, '$1').replace(/\/$/, '') : path,
    state,
    bytes: isMark ? (hiddenBytes[i] ?? 0) : (entries.sizes[i] ?? 0),
    isFolder: entryType(entries, i) === 'dir',
  };
}
