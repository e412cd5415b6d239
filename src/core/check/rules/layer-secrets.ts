import { decodeName, fromBinary, toBinary } from '../../bytes/byte-names.ts';
import { entryType } from '../../layer/entry-fields.ts';
import type { LayerEntries } from '../../layer/layer-entries.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { CleanName } from '../clean-entry-path.ts';
import { defineRule } from '../define-rule.ts';
import type { FindingOf } from '../finding.ts';
import { layerFacts } from '../layer-facts.ts';
import { isSecretFile } from '../secret-files.ts';

/**
 * What a layer deletes stays in the layer below, for everyone who has the image. A note: names are a guess, and nothing is wrong
 * with the dump.
 */
export const deletedSecrets = defineRule({
  codes: ['secret-deleted-later'],
  spec: 'OCI image-spec, layer.md, "Whiteouts"',
  *run(dump) {
    const told = new Set<string>();
    for (const { layers } of dump.model.images) {
      const read = layers.map(({ path }) => readLayer(dump, path));
      for (const [upper, above] of read.entries()) {
        if (!above) continue;
        const deletions = deletionsOf(above.entries);
        for (let lower = upper - 1; lower >= 0; lower -= 1) {
          const below = read[lower];
          if (!below) continue;
          for (const path of secretsAmong(below.entries, deletions)) {
            const key = `${below.path} ${path}`;
            if (!told.has(key)) yield secret(below.path, path, lower + 1);
            told.add(key);
          }
        }
      }
    }
  },
});

interface ReadLayerFile {
  readonly path: string;
  readonly entries: LayerEntries;
}

function readLayer(dump: CheckedDump, written: string): ReadLayerFile | null {
  const path = dump.files.get(written)?.resolvesTo ?? written;
  const entries = dump.readingOf(path)?.entries;
  return entries ? { path, entries } : null;
}

interface Deletions {
  /** Paths that look like secrets by themselves. */
  readonly files: readonly string[];
  /** The others, which may be folders. */
  readonly folders: readonly string[];
}

function deletionsOf(entries: LayerEntries): Deletions {
  const { hidden, opaque } = layerFacts(entries);
  const files: string[] = [];
  const folders: string[] = [...opaque.keys()];
  for (const path of hidden.keys()) (isSecretFile(path) ? files : folders).push(path);
  return { files, folders };
}

function* secretsAmong(entries: LayerEntries, { files, folders }: Deletions): Generator<string> {
  const facts = layerFacts(entries);
  for (const path of files) {
    const place = facts.first.get(path);
    if (place !== undefined && isFile(entries, place)) yield path;
  }
  const gone = folders.filter((folder) => folder === '' || facts.folders.has(folder));
  if (gone.length === 0) return;
  for (const path of secretFilesOf(entries)) {
    if (gone.some((folder) => folder === '' || path.startsWith(`${folder}/`))) yield path;
  }
}

const cache = new WeakMap<LayerEntries, readonly string[]>();

/** Looked for only where a folder was deleted. */
function secretFilesOf(entries: LayerEntries): readonly string[] {
  const known = cache.get(entries);
  if (known) return known;
  const found: string[] = [];
  const { names, nameEnds, count } = entries;
  const clean = new CleanName();
  for (let i = 0; i < count; i++) {
    if (!isFile(entries, i)) continue;
    const { bytes, start, end } = clean.become(names, nameEnds[i - 1] ?? 0, nameEnds[i] ?? 0);
    const path = toBinary(bytes.subarray(start, end));
    if (isSecretFile(path)) found.push(path);
  }
  cache.set(entries, found);
  return found;
}

const isFile = (entries: LayerEntries, i: number): boolean =>
  entryType(entries, i) === 'file' && (entries.sizes[i] ?? 0) > 0;

function secret(layer: string, written: string, index: number): FindingOf<'secret-deleted-later'> {
  const path = decodeName(fromBinary(written));
  return { code: 'secret-deleted-later', severity: 'note', path: layer, entry: path, args: { path, index } };
}
