import { decodeName, fromBinary, toBinary } from '../../bytes/byte-names.ts';
import { entryName, entryTarget, entryType } from '../../layer/entry-fields.ts';
import type { LayerEntries } from '../../layer/layer-entries.ts';
import { whiteoutKind } from '../../layer/whiteout.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { cleanEntryPath } from '../clean-entry-path.ts';
import { defineRule } from '../define-rule.ts';
import { readLayers, type ReadLayer } from '../image-layers.ts';
import { layerFacts } from '../layer-facts.ts';
import { ancestorsOf, DEEPEST_PATH, isBehindSymlink, isHiddenBy, layerAbove } from '../layers-below.ts';
import { shownPath } from './layer-entries.ts';

/** A symlink leads somewhere, in as many bytes as Linux takes. */
export const symlinks = defineRule({
  codes: ['symlink-target-invalid'],
  spec: 'Linux, symlink(2), ENOENT and ENAMETOOLONG; limits.h, PATH_MAX',
  *run(dump) {
    for (const { path: file, index, reading } of readLayers(dump)) {
      const { entries } = reading;
      for (const i of layerFacts(entries).oddSymlinks) {
        if (isDeletion(entryName(entries, i))) continue; // whatever its type, it deletes
        const path = shownPath(entries, i);
        const args = { index, path, bytes: entryTarget(entries, i).length };
        yield { code: 'symlink-target-invalid', severity: 'error', path: file, entry: path, args };
      }
    }
  },
});

/** A hard link names a file that is already there: earlier in its layer, or below it. */
export const hardlinks = defineRule({
  codes: ['hardlink-target-missing', 'hardlink-target-escapes', 'hardlink-across-layers'],
  spec: 'OCI image-spec, layer.md, "Hardlinks"; containerd, pkg/archive/tar.go; moby/go-archive, archive.go',
  *run(dump) {
    for (const read of readLayers(dump)) {
      const { path: file, index, reading } = read;
      const { entries } = reading;
      for (const i of layerFacts(entries).hardlinks) {
        if (isDeletion(entryName(entries, i))) continue; // whatever its type, it deletes
        const written = entryTarget(entries, i);
        const clean = cleanEntryPath(toBinary(written));
        const state = clean.escapes ? 'escapes' : stateOf(dump, read, i, clean.path);
        if (state === 'there') continue;
        const path = shownPath(entries, i);
        const args = { index, path, target: decodeName(written) };
        if (typeof state === 'number') {
          const found = { ...args, below: state };
          yield { code: 'hardlink-across-layers', severity: 'warning', path: file, entry: path, args: found };
          continue;
        }
        if (state === 'missing')
          yield { code: 'hardlink-target-missing', severity: 'error', path: file, entry: path, args };
        else yield { code: 'hardlink-target-escapes', severity: 'error', path: file, entry: path, args };
      }
    }
  },
});

/** A number: it is in that layer below, counted from 1. */
type TargetState = 'there' | 'missing' | 'escapes' | number;

/** Looks from the link downwards, as engines find the tree when they come to it. What cannot be known counts as there. */
function stateOf(dump: CheckedDump, { image, index, reading }: ReadLayer, link: number, target: string): TargetState {
  if (target === '') return 'escapes'; // the root is a folder
  if (isDeletion(fromBinary(target))) return 'missing'; // a deletion mark never becomes a file
  // Engines make room for the link first, and then find nothing to link to.
  if (target === cleanEntryPath(toBinary(entryName(reading.entries, link))).path) return 'missing';
  const own = layerFacts(reading.entries).first.get(target);
  if (own !== undefined && own < link) return kindState(reading.entries, own);
  const ancestors = ancestorsOf(target);
  if (ancestors.length > DEEPEST_PATH) return 'there';
  if (isBehindSymlink(reading.entries, ancestors)) return 'there';
  for (let below = index - 2; below >= 0; below -= 1) {
    const layer = image.layers[below];
    const lower = layer?.present ? dump.readingOf(layer.path) : null;
    // A layer that is absent, encrypted, not unpacked or damaged may hold the target.
    if (!lower?.isTar || lower.fault) return 'there';
    const upper = layerAbove(dump, image.layers, below, index, reading.entries);
    const before = upper === reading.entries ? link : Infinity;
    if (upper && isHiddenBy(upper, target, ancestors, before)) return 'missing';
    const place = layerFacts(lower.entries).first.get(target);
    if (place !== undefined) return kindState(lower.entries, place) === 'there' ? below + 1 : 'escapes';
    if (isBehindSymlink(lower.entries, ancestors)) return 'there';
  }
  return 'missing';
}

const isDeletion = (name: Uint8Array): boolean => {
  const kind = whiteoutKind(name);
  return kind === 'whiteout' || kind === 'opaque';
};

const kindState = (entries: LayerEntries, place: number): 'there' | 'escapes' =>
  entryType(entries, place) === 'dir' ? 'escapes' : 'there';
