import type { BaseBoundary } from '../../core/explain/dockerfile/base-boundary.ts';
import type { ConfigView } from '../../core/oci/config.ts';
import type { ExplorerSession } from './explorer-session.ts';

/** Images of one dump that are looked at: each means reading its config. */
const MOST_IMAGES = 200;

/**
 * The image of the same dump that this one was built on: its layers are the lowest of this one's, and its history is the
 * beginning of this one's. Of several the one with the most layers. Null when there is none.
 */
export function baseInDump(session: ExplorerSession, image: number, config: ConfigView): BaseBoundary | null {
  const found = session.model.images.slice(0, MOST_IMAGES).flatMap((_, place) => {
    const other = place === image ? null : session.configOf(place);
    if (!other || !isBelow(other, config)) return [];
    return [{ place, layers: other.diffIds.length, end: other.history?.length ?? 0 }];
  });
  const best = found.sort((a, b) => b.layers - a.layers)[0];
  if (!best) return null;
  const { place, layers, end } = best;
  const reason = `The image it was built on is in this dump too: its ${layers === 1 ? 'layer is the lowest' : `${String(layers)} layers are the lowest`} of this one, and its history is the beginning of this one’s.`;
  return { end, name: session.model.images[place]?.tags[0] ?? null, reason };
}

function isBelow(lower: ConfigView, upper: ConfigView): boolean {
  const [below, above] = [lower.history ?? [], upper.history ?? []];
  return (
    lower.diffIds.length > 0 &&
    lower.diffIds.length < upper.diffIds.length &&
    below.length > 0 &&
    below.length < above.length &&
    lower.diffIds.every(({ value }, i) => value !== null && value === upper.diffIds[i]?.value) &&
    below.every(({ createdBy, created }, i) => createdBy === above[i]?.createdBy && created === above[i].created)
  );
}
