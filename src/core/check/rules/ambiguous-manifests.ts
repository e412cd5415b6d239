import { isAbsent, member } from '../../json/json-access.ts';
import type { JsonDocument } from '../../json/json-node.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import { defineRule } from '../define-rule.ts';

const FIELDS = ['manifests', 'config', 'layers', 'fsLayers', 'history'] as const;
type Field = (typeof FIELDS)[number];

/** Fields of a form that only the other forms should have. */
const FOREIGN: ReadonlyMap<string | null, readonly Field[]> = new Map([
  ['manifest', ['manifests', 'fsLayers']],
  ['index', ['config', 'layers', 'fsLayers']],
]);

/** One document that can be read as an image and as an index at once, or as one of Docker's first format. */
export const ambiguousManifests = defineRule({
  codes: ['manifest-ambiguous'],
  spec: 'CVE-2021-41190; OCI image-spec, manifest.md and image-index.md, property "mediaType"; containerd, core/images/image.go, validateMediaType; containers/image, internal/manifest, ValidateUnambiguousManifestFormat',
  *run({ model, documents }) {
    for (const { path } of model.files) {
      const document = documents.get(path);
      if (!document?.root || !isAmbiguous(document, path)) continue;
      const fields = FIELDS.filter((key) => member(document.root, key) !== undefined);
      yield { code: 'manifest-ambiguous', severity: 'error', path, args: { path, fields } };
    }
  },
});

function isAmbiguous(document: JsonDocument, path: string): boolean {
  const kind = kindOfDocument(document);
  if (kind === 'ambiguous') return true;
  const foreign = FOREIGN.get(kind);
  // Of the top index nobody asks.
  if (!foreign || path === 'index.json') return false;
  // containerd counts a field that is null; skopeo does not, but counts `history` too.
  return foreign.some((key) => member(document.root, key) !== undefined) || !isAbsent(member(document.root, 'history'));
}
