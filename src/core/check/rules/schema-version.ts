import { member } from '../../json/json-access.ts';
import type { JsonNode } from '../../json/json-node.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import { defineRule } from '../define-rule.ts';
import { shapedDocuments } from '../document-shape.ts';

/** Indexes and manifests say schemaVersion 2; 1 with fsLayers is Docker's first format. */
export const schemaVersion = defineRule({
  codes: ['schema-version-wrong', 'schema1-manifest'],
  spec: 'OCI image-spec, manifest.md and image-index.md, property "schemaVersion"',
  *run(dump) {
    for (const file of dump.model.files) {
      const document = dump.documents.get(file.path);
      if (!document?.root || kindOfDocument(document) !== 'schema1') continue;
      yield { code: 'schema1-manifest', severity: 'warning', path: file.path, args: { path: file.path } };
    }
    for (const { file, document } of shapedDocuments(dump, 'index', 'manifest')) {
      if (document.root?.kind !== 'object') continue;
      const node = member(document.root, 'schemaVersion');
      if (node?.kind === 'number' && node.value === 2) continue;
      const { path } = file;
      const args = { path, have: asWritten(node) };
      yield { code: 'schema-version-wrong', severity: 'error', path, pointer: '/schemaVersion', args };
    }
  },
});

function asWritten(node: JsonNode | undefined): string {
  if (!node) return 'nothing';
  if (node.kind === 'number') return node.text.slice(0, 40);
  if (node.kind === 'string') return JSON.stringify(node.value.slice(0, 40));
  return node.kind === 'null' || node.kind === 'boolean' ? String(node.value) : node.kind;
}
