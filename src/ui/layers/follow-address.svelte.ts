import { untrack } from 'svelte';
import type { LayersView } from '../../state/layers-view.svelte.ts';
import type { Router } from '../../state/router.svelte.ts';

/** Ties the address and the view together for as long as the component lasts that calls this while it is made. */
export function followAddress(route: Router, view: LayersView): void {
  // The address leads the view: links, Back, what was typed.
  $effect(() => {
    const { image, layer, path, bytes } = route;
    untrack(() => void view.open(image ?? 0, { layer, path, bytes }));
  });

  // And follows it, without a step for every row.
  $effect(() => {
    const { image, layer, path, bytes } = view;
    if (view.layers.length === 0 || layer < 0) return;
    untrack(() => route.view === 'layers' && route.replace({ view: 'layers', image, layer, path, bytes }));
  });
}
