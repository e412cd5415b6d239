import { member } from '../../json/json-access.ts';
import type { JsonDocument } from '../../json/json-node.ts';
import type { FileRole } from '../../dump/dump-model.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import type { KeyRule } from '../key-rule.ts';
import { CONFIG_RULE, LEGACY_V1_RULE } from './config-keys.ts';
import { DOCKER_MANIFEST_RULE, OCI_LAYOUT_RULE, REPOSITORIES_RULE } from './docker-keys.ts';
import { INDEX_RULE, MANIFEST_RULE } from './index-keys.ts';
import { SBOM_RULE } from './sbom-keys.ts';
import { SCHEMA1_RULE } from './schema1-keys.ts';
import { SIMPLE_SIGNING_RULE } from './simple-signing-keys.ts';
import { STATEMENT_RULE } from './statement-keys.ts';

const BY_ROLE: ReadonlyMap<FileRole, KeyRule> = new Map([
  ['index', INDEX_RULE],
  ['image-index', INDEX_RULE],
  ['image-manifest', MANIFEST_RULE],
  ['artifact-manifest', MANIFEST_RULE],
  ['image-config', CONFIG_RULE],
  ['docker-manifest', DOCKER_MANIFEST_RULE],
  ['repositories', REPOSITORIES_RULE],
  ['oci-layout', OCI_LAYOUT_RULE],
  ['legacy-v1-config', LEGACY_V1_RULE],
  ['legacy-layer-json', LEGACY_V1_RULE],
]);

/** What is known about the keys of a document: by its role where that settles it, else by what it looks like. */
export function ruleOfDocument(document: JsonDocument, role: FileRole): KeyRule {
  const byRole = BY_ROLE.get(role);
  const kind = kindOfDocument(document);
  if (kind === 'schema1') return SCHEMA1_RULE;
  if (byRole) return byRole;
  switch (kind) {
    case 'index':
    case 'ambiguous':
      return INDEX_RULE;
    case 'manifest':
      return MANIFEST_RULE;
    case 'config':
      return CONFIG_RULE;
    case 'docker-manifest':
      return DOCKER_MANIFEST_RULE;
    case 'repositories':
      return REPOSITORIES_RULE;
    case 'legacy-v1':
      return LEGACY_V1_RULE;
    case 'oci-layout':
      return OCI_LAYOUT_RULE;
    case 'statement':
      return STATEMENT_RULE;
    default:
  }
  const { root } = document;
  if (member(root, 'spdxVersion') ?? member(root, 'bomFormat')) return SBOM_RULE;
  return member(root, 'critical')
    ? SIMPLE_SIGNING_RULE
    : { note: 'JSON of a kind that is not known here; it is shown as it is.' };
}
