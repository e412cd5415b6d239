import { CHANGE_STATES, layerChanges, type ChangeState } from '../../core/rootfs/layer-changes.ts';
import type { ImageExplorer } from './image-explorer.ts';
import type { LayerRow } from './tree-api.ts';

/** The list of layers, lowest first, with what each does to those below. */
export function layerRows({ layers, stack }: ImageExplorer): LayerRow[] {
  return layers.map(({ state, layer, file, reading, entries }, place): LayerRow => {
    const { counts, totalHiddenPaths, totalHiddenBytes } = layerChanges(stack, place);
    let contentBytes = 0;
    for (let i = 0; i < entries.count; i++) contentBytes += entries.sizes[i] ?? 0;
    return {
      layer: place,
      state,
      path: file?.path ?? layer.path,
      digest: layer.digest,
      diffId: layer.diffId ?? reading?.diffId ?? null,
      createdBy: layer.createdBy,
      storedBytes: file?.source ? file.size : null,
      uncompressedBytes: reading?.uncompressedSize ?? 0,
      contentBytes,
      entries: entries.count,
      counts: Object.fromEntries(CHANGE_STATES.map((name, i) => [name, counts[i] ?? 0])) as Record<ChangeState, number>,
      hiddenPaths: totalHiddenPaths,
      hiddenBytes: totalHiddenBytes,
      isCut: (reading?.fault ?? null) !== null,
    };
  });
}
