import { CONTENT_HASH_BYTES } from '../bytes/content-hasher.ts';
import { haveSameXattrs } from '../layer/entry-attributes.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';

/**
 * In what two entries of one path can differ. `content-unknown`: files of one size of which at least one has no content hash.
 * A set of differences is a number with bit i for the i-th of this list.
 */
export const DIFFERENCES = [
  'type',
  'content',
  'content-unknown',
  'mode',
  'owner',
  'mtime',
  'target',
  'xattrs',
  'device',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

const BIT = Object.fromEntries(DIFFERENCES.map((name, i) => [name, 1 << i])) as Readonly<Record<Difference, number>>;
/** With one of these, bytes are not the same, or not known to be. */
const OF_SUBSTANCE = BIT.type | BIT.content | BIT['content-unknown'] | BIT.target | BIT.device;

/** Differences of entry `i` of one layer and entry `k` of another (or the same). Of the attributes, all that a container sees. */
export function compareEntries(a: LayerEntries, i: number, b: LayerEntries, k: number): number {
  const type = entryType(a, i);
  let differences = 0;
  if (type !== entryType(b, k)) differences |= BIT.type;
  else if (type === 'file') differences |= contentDifference(a, i, b, k);
  else if (type === 'symlink' || type === 'hardlink') {
    if (!areEqual(entryTarget(a, i), entryTarget(b, k))) differences |= BIT.target;
  } else if (type !== 'dir' && (a.deviceMajors[i] !== b.deviceMajors[k] || a.deviceMinors[i] !== b.deviceMinors[k])) {
    differences |= BIT.device;
  }
  if (a.modes[i] !== b.modes[k]) differences |= BIT.mode;
  if (a.uids[i] !== b.uids[k] || a.gids[i] !== b.gids[k]) differences |= BIT.owner;
  if (a.mtimes[i] !== b.mtimes[k]) differences |= BIT.mtime;
  if (!haveSameXattrs(a, i, b, k)) differences |= BIT.xattrs;
  return differences;
}

/** True when only metadata differs, or nothing: a copy whose content was there already. */
export const isMetadataOnly = (differences: number): boolean => (differences & OF_SUBSTANCE) === 0;

export function differenceNames(differences: number): Difference[] {
  return DIFFERENCES.filter((name) => (differences & BIT[name]) !== 0);
}

/** True when both are files known to hold the same bytes, as far as a 128-bit hash can tell. */
export const haveSameContent = (a: LayerEntries, i: number, b: LayerEntries, k: number): boolean =>
  contentDifference(a, i, b, k) === 0;

function contentDifference(a: LayerEntries, i: number, b: LayerEntries, k: number): number {
  if (a.sizes[i] !== b.sizes[k]) return BIT.content;
  if (a.sizes[i] === 0) return 0;
  if (!hasContentHash(a, i) || !hasContentHash(b, k)) return BIT['content-unknown'];
  for (let at = 0; at < CONTENT_HASH_BYTES; at++) {
    const [ours, theirs] = [i * CONTENT_HASH_BYTES + at, k * CONTENT_HASH_BYTES + at];
    if (a.contentHashes[ours] !== b.contentHashes[theirs]) return BIT.content;
  }
  return 0;
}

/** False for what is no file, and where the hash is not known: see `LayerEntries.contentHashes`. */
export function hasContentHash({ contentHashes }: LayerEntries, i: number): boolean {
  const start = i * CONTENT_HASH_BYTES;
  for (let at = start; at < start + CONTENT_HASH_BYTES; at++) if (contentHashes[at] !== 0) return true;
  return false;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
