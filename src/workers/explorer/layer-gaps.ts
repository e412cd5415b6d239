import type { ImageExplorer } from './image-explorer.ts';
import type { LayerState } from './tree-api.ts';

/** A layer of which nothing is known, or not all. */
export interface LayerGap {
  readonly layer: number;
  readonly state: LayerState | 'damaged';
}

/** Of the layers wanted, by their places. */
export function layerGaps({ layers }: ImageExplorer, isWanted: (layer: number) => boolean): LayerGap[] {
  return layers.flatMap(({ state, reading }, layer): LayerGap[] => {
    if (!isWanted(layer)) return [];
    if (state !== 'read') return [{ layer, state }];
    return reading?.fault ? [{ layer, state: 'damaged' }] : [];
  });
}
