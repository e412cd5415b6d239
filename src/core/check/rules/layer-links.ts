import { decodeName, toBinary } from '../../bytes/byte-names.ts';
import { entryTarget, entryType } from '../../layer/entry-fields.ts';
import type { LayerEntries } from '../../layer/layer-entries.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { cleanEntryPath } from '../clean-entry-path.ts';
import { defineRule } from '../define-rule.ts';
import { readLayers, type ReadLayer } from '../image-layers.ts';
import { layerFacts } from '../layer-facts.ts';
import { shownPath } from './layer-entries.ts';

/** Names longer than any file system takes are not looked up part by part. */
const DEEPEST_PATH = 256;

/** A hard link names a file that is already there: earlier in its layer, or below it. */
export const hardlinks = defineRule({
  codes: ['hardlink-target-missing', 'hardlink-target-escapes'],
  spec: 'OCI image-spec, layer.md, "Hardlinks"; containerd, pkg/archive/tar.go; moby/go-archive, archive.go',
  *run(dump) {
    for (const read of readLayers(dump)) {
      const { path: file, index, reading } = read;
      const { entries } = reading;
      for (const i of layerFacts(entries).hardlinks) {
        const written = entryTarget(entries, i);
        const clean = cleanEntryPath(toBinary(written));
        const state = clean.escapes ? 'escapes' : stateOf(dump, read, i, clean.path);
        if (state === 'there') continue;
        const path = shownPath(entries, i);
        const args = { index, path, target: decodeName(written) };
        if (state === 'missing')
          yield { code: 'hardlink-target-missing', severity: 'error', path: file, entry: path, args };
        else yield { code: 'hardlink-target-escapes', severity: 'error', path: file, entry: path, args };
      }
    }
  },
});

type TargetState = 'there' | 'missing' | 'escapes';

/** Looks from the link downwards, as engines find the tree when they come to it. What cannot be known counts as there. */
function stateOf(dump: CheckedDump, { image, index, reading }: ReadLayer, link: number, target: string): TargetState {
  if (target === '') return 'escapes'; // the root is a folder
  const own = layerFacts(reading.entries).first.get(target);
  if (own !== undefined && own < link) return kindState(reading.entries, own);
  const ancestors = ancestorsOf(target);
  if (ancestors.length > DEEPEST_PATH) return 'there';
  if (isBehindSymlink(reading.entries, ancestors)) return 'there';
  for (let below = index - 2; below >= 0; below -= 1) {
    const layer = image.layers[below];
    const lower = layer?.present ? dump.readingOf(layer.path) : null;
    // A layer that is absent, encrypted or damaged may hold the target.
    if (!lower || lower.fault) return 'there';
    const upper = layerAbove(dump, image.layers, below, index, reading.entries);
    if (upper && isHiddenBy(upper, target, ancestors)) return 'missing';
    const place = layerFacts(lower.entries).first.get(target);
    if (place !== undefined) return kindState(lower.entries, place);
    if (isBehindSymlink(lower.entries, ancestors)) return 'there';
  }
  return 'missing';
}

/** The layer next above `below`: its whiteouts decide what of the lower ones is still seen. The link's own layer is not asked twice. */
function layerAbove(
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

/** Whiteouts, opaque folders, and files in the place of a folder hide what lies below. */
function isHiddenBy(entries: LayerEntries, target: string, ancestors: readonly string[]): boolean {
  const { hidden, opaque, first } = layerFacts(entries);
  if (hidden.has(target)) return true;
  return ancestors.some((path) => {
    if (hidden.has(path) || opaque.has(path)) return true;
    const place = path === '' ? undefined : first.get(path);
    return place !== undefined && entryType(entries, place) !== 'dir';
  });
}

const kindState = (entries: LayerEntries, place: number): TargetState =>
  entryType(entries, place) === 'dir' ? 'escapes' : 'there';

/** A path that runs through a symlink names something else, which engines find and this rule does not look for. */
const isBehindSymlink = (entries: LayerEntries, ancestors: readonly string[]): boolean =>
  ancestors.some((path) => {
    const place = layerFacts(entries).first.get(path);
    return place !== undefined && entryType(entries, place) === 'symlink';
  });

/** Every folder above a path, the root (empty) included. */
function ancestorsOf(path: string): string[] {
  const ancestors = [''];
  for (let at = path.indexOf('/'); at !== -1 && ancestors.length <= DEEPEST_PATH; at = path.indexOf('/', at + 1)) {
    ancestors.push(path.slice(0, at));
  }
  return ancestors;
}
