import type { JsonDocument } from '../../json/json-node.ts';
import { lineColumnAt } from '../../json/line-column.ts';
import type { DumpFile } from '../../dump/dump-model.ts';
import { JSON_ROLES } from '../document-shape.ts';
import { defineRule } from '../define-rule.ts';
import type { FindingOf } from '../finding.ts';

const MiB = 2 ** 20;

/** Whether the JSON files of a dump are JSON at all, and JSON that every reader reads alike. */
export const jsonSyntax = defineRule({
  codes: ['json-invalid', 'json-bom', 'json-duplicate-key', 'json-trailing-data', 'json-too-large', 'json-not-utf8'],
  spec: 'RFC 8259; Go, encoding/json; containers/image, internal/iolimits; containerd, importer.go',
  *run({ model, documents }) {
    for (const file of model.files) {
      if (!JSON_ROLES.has(file.role) || file.linkTarget !== null) continue;
      const { path, size } = file;
      const limit = limitOf(file);
      if (size > limit) yield { code: 'json-too-large', severity: 'warning', path, args: { path, size, limit } };
      const document = documents.get(path);
      if (document) yield* judgeDocument(path, document);
    }
  },
});

/** The lowest limit of any reader of this file. */
function limitOf({ path, role }: DumpFile): number {
  if (role === 'docker-manifest' && path === 'manifest.json') return MiB;
  const isManifestOrConfig = role === 'image-manifest' || role === 'image-config' || role === 'image-index';
  return isManifestOrConfig ? 4 * MiB : 20 * MiB;
}

function* judgeDocument(
  path: string,
  document: JsonDocument,
): Generator<FindingOf<'json-invalid' | 'json-bom' | 'json-duplicate-key' | 'json-trailing-data' | 'json-not-utf8'>> {
  const { bytes, error, byteOrderMark, trailingOffset, invalidUtf8Offset, duplicateKeys } = document;
  if (byteOrderMark !== null) yield { code: 'json-bom', severity: 'error', path, args: { path } };
  if (error && byteOrderMark !== 'utf-16') {
    const { line, column, reason } = error;
    yield { code: 'json-invalid', severity: 'error', path, args: { path, line, column, reason } };
  }
  for (const { pointer, key } of duplicateKeys) {
    yield { code: 'json-duplicate-key', severity: 'warning', path, pointer, args: { path, pointer, key } };
  }
  if (trailingOffset !== null) {
    const args = { path, offset: trailingOffset, ...lineColumnAt(bytes, trailingOffset) };
    yield { code: 'json-trailing-data', severity: 'warning', path, args };
  }
  if (invalidUtf8Offset !== null && byteOrderMark !== 'utf-16') {
    const args = { path, offset: invalidUtf8Offset, ...lineColumnAt(bytes, invalidUtf8Offset) };
    yield { code: 'json-not-utf8', severity: 'warning', path, args };
  }
}
