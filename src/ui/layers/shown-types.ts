import type { LayersView } from '../../state/layers-view.svelte.ts';

/** What the state gives, under short names. */
export type LayerRow = LayersView['layers'][number];
export type TreeRow = NonNullable<LayersView['selected']>;
export type EntryDetail = NonNullable<LayersView['detail']>;
export type PathHistory = NonNullable<LayersView['history']>;
export type PathStep = PathHistory['steps'][number];
export type SortKey = LayersView['sort']['by'];
export type EntryType = EntryDetail['type'];
export type TreeMark = NonNullable<TreeRow['mark']>;
export type EntryRef = EntryDetail['entry'];
