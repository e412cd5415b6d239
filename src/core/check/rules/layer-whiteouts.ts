import { decodeName, fromBinary } from '../../bytes/byte-names.ts';
import { defineRule } from '../define-rule.ts';
import { readLayers } from '../image-layers.ts';
import { layerFacts } from '../layer-facts.ts';
import { shownPath } from './layer-entries.ts';

/** Deletion marks that engines read differently, with lost files as the result. */
export const whiteouts = defineRule({
  codes: ['whiteout-invalid', 'whiteout-after-entry'],
  spec: 'OCI image-spec, layer.md, "Whiteouts"; containerd, pkg/archive/tar.go; umoci, oci/layer/tar_extract.go',
  *run(dump) {
    for (const { path: file, index, reading } of readLayers(dump)) {
      const { entries } = reading;
      const { namelessWhiteouts, hidden, first } = layerFacts(entries);
      for (const i of namelessWhiteouts) {
        const path = shownPath(entries, i);
        const dir = path.slice(0, Math.max(0, path.lastIndexOf('/')));
        yield { code: 'whiteout-invalid', severity: 'error', path: file, entry: path, args: { index, path, dir } };
      }
      for (const [target, mark] of hidden) {
        const place = first.get(target);
        if (place === undefined || place > mark) continue;
        const path = decodeName(fromBinary(target));
        yield { code: 'whiteout-after-entry', severity: 'error', path: file, entry: path, args: { index, path } };
      }
    }
  },
});
