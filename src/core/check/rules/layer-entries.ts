import { decodeName, fromBinary, isUtf8 } from '../../bytes/byte-names.ts';
import { entryName, entryType } from '../../layer/entry-fields.ts';
import type { LayerEntries } from '../../layer/layer-entries.ts';
import { whiteoutKind } from '../../layer/whiteout.ts';
import { CleanName, cleanEntryPath } from '../clean-entry-path.ts';
import { defineRule } from '../define-rule.ts';
import { readLayers } from '../image-layers.ts';
import { layerFacts, longestPart } from '../layer-facts.ts';

/** Names and kinds of entries that engines treat differently. */
export const layerEntries = defineRule({
  codes: [
    'entry-path-escapes',
    'entry-name-too-long',
    'root-not-directory',
    'entry-duplicate',
    'entry-name-not-utf8',
    'entry-device',
    'entry-overlay-whiteout',
  ],
  spec: 'OCI image-spec, layer.md, "Change Types" and "Representing Changes"; moby/go-archive, diff.go; tar-split; Linux, limits.h, NAME_MAX and PATH_MAX',
  *run(dump) {
    for (const { path: file, index, reading } of readLayers(dump)) {
      const { entries } = reading;
      const facts = layerFacts(entries);
      for (const i of facts.escaping) {
        const path = decodeName(entryName(entries, i));
        yield { code: 'entry-path-escapes', severity: 'error', path: file, entry: path, args: { index, path } };
      }
      const clean = new CleanName();
      for (const i of facts.tooLong) {
        const long = longestPart(clean.become(entryName(entries, i)));
        const path = shownPath(entries, i);
        if (long)
          yield {
            code: 'entry-name-too-long',
            severity: 'error',
            path: file,
            entry: path,
            args: { index, path, ...long },
          };
      }
      for (const i of facts.oddRoots) {
        const args = { index, type: entryType(entries, i) };
        yield { code: 'root-not-directory', severity: 'error', path: file, args };
      }
      for (const i of facts.repeated) {
        const path = shownPath(entries, i);
        yield { code: 'entry-duplicate', severity: 'warning', path: file, entry: path, args: { index, path } };
      }
      for (const i of facts.notAscii) {
        const name = entryName(entries, i);
        if (isUtf8(name)) continue;
        const path = decodeName(name);
        yield { code: 'entry-name-not-utf8', severity: 'warning', path: file, entry: path, args: { index, path } };
      }
      for (const i of facts.devices) {
        if (whiteoutKind(entryName(entries, i)) === 'whiteout') continue; // whatever its type, it deletes
        const path = shownPath(entries, i);
        const [major, minor] = [entries.deviceMajors[i] ?? 0, entries.deviceMinors[i] ?? 0];
        // Character device 0/0 is how the overlay driver stores a deletion: it should have become a whiteout file.
        const isLeak = entryType(entries, i) === 'char' && major === 0 && minor === 0;
        yield isLeak
          ? { code: 'entry-overlay-whiteout', severity: 'warning', path: file, entry: path, args: { index, path } }
          : { code: 'entry-device', severity: 'note', path: file, entry: path, args: { index, path, major, minor } };
      }
    }
  },
});

/** The cleaned path of an entry as text. */
export function shownPath(entries: LayerEntries, i: number): string {
  let name = '';
  for (const byte of entryName(entries, i)) name += String.fromCharCode(byte);
  return decodeName(fromBinary(cleanEntryPath(name).path));
}
