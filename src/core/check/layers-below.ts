import { entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import type { CheckedDump } from './checked-dump.ts';
import type { ReadLayer } from './image-layers.ts';
import { layerFacts } from './layer-facts.ts';

/** Names longer than any file system takes are not looked up part by part. */
export const DEEPEST_PATH = 256;

/** The layer next above `below`: its whiteouts decide what of the lower ones is still seen. The link's own layer is not asked twice. */
export function layerAbove(
  dump: CheckedDump,
  layers: ReadLayer['image']['layers'],
  below: number,
  index: number,
  own: LayerEntries,
): LayerEntries | null {
  if (below + 1 === index - 1) return own;
  const layer = layers[below + 1];
  return layer ? (dump.readingOf(layer.path)?.entries ?? null) : null;
}

/**
 * Whiteouts, opaque folders, and files in the place of a folder hide what lies below.
 * @param before of the layer in which the question arises, only entries before this one count: engines unpack in order
 */
export function isHiddenBy(
  entries: LayerEntries,
  target: string,
  ancestors: readonly string[],
  before = Infinity,
): boolean {
  const { hidden, opaque, first } = layerFacts(entries);
  const isBefore = (place: number | undefined): place is number => place !== undefined && place < before;
  if (isBefore(hidden.get(target))) return true;
  return ancestors.some((path) => {
    if (isBefore(hidden.get(path)) || isBefore(opaque.get(path))) return true;
    const place = path === '' ? undefined : first.get(path);
    return isBefore(place) && entryType(entries, place) !== 'dir';
  });
}

/** A path that runs through a symlink names something else, which engines find and this rule does not look for. */
export const isBehindSymlink = (entries: LayerEntries, ancestors: readonly string[]): boolean =>
  ancestors.some((path) => {
    const place = layerFacts(entries).first.get(path);
    return place !== undefined && entryType(entries, place) === 'symlink';
  });

/** Every folder above a path, the root (empty) included. */
export function ancestorsOf(path: string): string[] {
  const ancestors = [''];
  for (let at = path.indexOf('/'); at !== -1 && ancestors.length <= DEEPEST_PATH; at = path.indexOf('/', at + 1)) {
    ancestors.push(path.slice(0, at));
  }
  return ancestors;
}
