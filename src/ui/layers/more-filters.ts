import type { LayersView } from '../../state/layers-view.svelte.ts';

/** How many conditions are set that only the panel shows. */
export const moreFilters = (filter: LayersView['filter']): number =>
  [
    filter.types.length > 0,
    filter.fromLayers.length > 0,
    filter.minBytes !== null,
    filter.maxBytes !== null,
    filter.setuid,
    filter.owner.trim() !== '',
    filter.onlyWaste,
  ].filter(Boolean).length;
