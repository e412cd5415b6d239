import { decodeName, fromBinary } from '../../bytes/byte-names.ts';
import { defineRule } from '../define-rule.ts';
import { readLayers } from '../image-layers.ts';
import { layerFacts, type LayerFacts } from '../layer-facts.ts';
import { ancestorsOf } from '../layers-below.ts';
import { shownPath } from './layer-entries.ts';

/** Deletion marks that engines read differently, with lost files as the result. */
export const whiteouts = defineRule({
  codes: ['whiteout-invalid', 'whiteout-after-entry', 'whiteout-folder-unnamed'],
  spec: 'OCI image-spec, layer.md, "Whiteouts"; containerd, pkg/archive/tar.go; umoci, oci/layer/tar_extract.go',
  *run(dump) {
    for (const { path: file, index, reading } of readLayers(dump)) {
      const { entries } = reading;
      const { namelessWhiteouts, hidden, first } = layerFacts(entries);
      const inside = firstInside(layerFacts(entries));
      for (const i of namelessWhiteouts) {
        const path = shownPath(entries, i);
        const dir = path.slice(0, Math.max(0, path.lastIndexOf('/')));
        yield { code: 'whiteout-invalid', severity: 'error', path: file, entry: path, args: { index, path, dir } };
      }
      for (const [target, mark] of hidden) {
        const place = first.get(target) ?? Infinity;
        // A folder may be there without an entry, by what lies in it.
        const filled = inside.get(target) ?? Infinity;
        const path = decodeName(fromBinary(target));
        if (Math.min(place, filled) < mark)
          yield { code: 'whiteout-after-entry', severity: 'error', path: file, entry: path, args: { index, path } };
        else if (filled < place)
          yield { code: 'whiteout-folder-unnamed', severity: 'error', path: file, entry: path, args: { index, path } };
      }
    }
  },
});

/** Folders looked at: a hostile layer has nothing else. */
const LOOKS = 200_000;

/** Deleted path → the first entry that lies in it, however deep, and is no deletion mark. */
function firstInside({ hidden, folders }: LayerFacts): Map<string, number> {
  const inside = new Map<string, number>();
  let looks = hidden.size === 0 ? 0 : LOOKS;
  for (const [folder, entry] of folders) {
    if ((looks -= 1) < 0) break;
    for (const path of ancestorsOf(`${folder}/`)) {
      if (hidden.has(path)) inside.set(path, Math.min(entry, inside.get(path) ?? Infinity));
    }
  }
  return inside;
}
