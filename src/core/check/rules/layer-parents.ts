import { entryType } from '../../layer/entry-fields.ts';
import type { LayerEntries } from '../../layer/layer-entries.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { type ReadLayer, readLayers } from '../image-layers.ts';
import { layerFacts } from '../layer-facts.ts';
import { ancestorsOf, DEEPEST_PATH, isBehindSymlink, isHiddenBy, layerAbove } from '../layers-below.ts';
import { shownPath } from './layer-entries.ts';

/** Looks into lower layers for one layer: folders that no entry names are few, but a hostile tar may have nothing else. */
const LOOKS = 200_000;

/** What lies in a folder lies in a folder: of its layer, or of one below. */
export const parents = defineRule({
  codes: ['parent-not-directory'],
  spec: 'moby/go-archive, diff.go; containerd, pkg/archive/tar.go; umoci, oci/layer/tar_extract.go: `not a directory`',
  *run(dump) {
    for (const read of readLayers(dump)) {
      const { entries } = read.reading;
      const budget = { looks: LOOKS };
      // Of a folder its first entry is asked.
      for (const [folder, entry] of layerFacts(entries).folders) {
        const parent = fileAbove(dump, read, entry, folder, budget);
        if (!parent) continue;
        const path = shownPath(entries, entry);
        const args = { index: read.index, path, parent: shownPath(parent.entries, parent.entry) };
        yield { code: 'parent-not-directory', severity: 'error', path: read.path, entry: path, args };
      }
    }
  },
});

interface EntryAt {
  readonly entries: LayerEntries;
  readonly entry: number;
}

/** The file in whose place a folder would have to be when the entry comes; null where there is none, or that cannot be known. */
function fileAbove(
  dump: CheckedDump,
  { image, index, reading }: ReadLayer,
  entry: number,
  folder: string,
  budget: { looks: number },
): EntryAt | null {
  const place = layerFacts(reading.entries).first.get(folder);
  // Nearly always: what the folder lies in is asked for its own sake.
  if (place !== undefined && place < entry && entryType(reading.entries, place) === 'dir') return null;
  const folders = ancestorsOf(`${folder}/`).slice(1);
  if (folders.length > DEEPEST_PATH || isBehindSymlink(reading.entries, folders)) return null;
  const left = new Set(folders);
  const own = fileAmong(reading.entries, left, entry);
  if (own !== null) return own;
  for (let below = index - 2; below >= 0 && left.size > 0; below -= 1) {
    if ((budget.looks -= left.size) < 0) return null;
    const layer = image.layers[below];
    const lower = layer?.present ? dump.readingOf(layer.path) : null;
    // A layer that is absent, encrypted, not unpacked or damaged may have changed it.
    if (!lower?.isTar || lower.fault) return null;
    const upper = layerAbove(dump, image.layers, below, index, reading.entries);
    if (isBehindSymlink(lower.entries, [...left])) return null;
    const before = upper === reading.entries ? entry : Infinity;
    for (const path of left) if (upper && isHiddenBy(upper, path, ancestorsOf(path), before)) left.delete(path);
    const found = fileAmong(lower.entries, left, Infinity);
    if (found !== null) return found;
  }
  return null;
}

/** Looks the paths up in one layer; takes those away that are settled there. */
function fileAmong(entries: LayerEntries, paths: Set<string>, before: number): EntryAt | null {
  const { first, repeated } = layerFacts(entries);
  for (const path of paths) {
    const entry = first.get(path);
    if (entry === undefined || entry > before) continue;
    paths.delete(path);
    // It may have become a folder in between.
    if (entryType(entries, entry) !== 'dir' && repeated.length === 0) return { entries, entry };
  }
  return null;
}
