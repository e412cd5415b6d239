import { decodeName, fromBinary } from '../../core/bytes/byte-names.ts';
import { entryName } from '../../core/layer/entry-fields.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { pathParts } from '../../core/rootfs/entry-path.ts';
import { ENTRY_ROLES } from '../../core/rootfs/layer-stack.ts';
import { shownPath } from './bytes-shown-path.ts';
import type { ImageExplorer } from './image-explorer.ts';

/** A layer file with the places where the image uses it: it is searched once. */
export interface SearchedLayer {
  readonly path: string;
  readonly entries: LayerEntries;
  readonly places: readonly number[];
}

/** @param wanted places of layers; empty: all */
export function searchedLayers({ layers }: ImageExplorer, wanted: readonly number[]): SearchedLayer[] {
  const found = new Map<string, SearchedLayer & { places: number[] }>();
  layers.forEach(({ state, file, entries }, place) => {
    if (state !== 'read' || !file || (wanted.length > 0 && !wanted.includes(place))) return;
    const known = found.get(file.path);
    if (known) known.places.push(place);
    else found.set(file.path, { path: file.path, entries, places: [place] });
  });
  return [...found.values()];
}

/** Where in the image an entry of a layer file stands: at the lowest place where containers see it, else at the lowest. */
export function placeOf(
  { stack }: ImageExplorer,
  { places, entries }: SearchedLayer,
  index: number,
): { layer: number; path: string; isHidden: boolean } {
  const { starts, hiddenBy, pathOf, roles, paths } = stack;
  const numberAt = (place: number) => (starts[place] ?? 0) + index;
  const shows = (place: number) => (hiddenBy[numberAt(place)] ?? -1) < 0;
  const layer = places.find(shows) ?? places[0] ?? 0;
  const path = pathOf[numberAt(layer)] ?? -1;
  const isNobodys = ENTRY_ROLES[roles[numberAt(layer)] ?? 0] === 'none';
  return {
    layer,
    path: path >= 0 ? shownPath(paths, path) : decodeName(fromBinary(pathParts(entryName(entries, index)).join('/'))),
    isHidden: isNobodys || !shows(layer),
  };
}
