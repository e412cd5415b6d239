import { isAbsent, itemsOf, member, stringOf } from '../../json/json-access.ts';
import type { JsonDocument } from '../../json/json-node.ts';
import { readConfig } from '../../oci/config.ts';
import { cleanPath } from '../../dump/clean-path.ts';
import { readDockerManifest } from '../../oci/docker-manifest.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { claimedDigest } from '../claimed-digest.ts';
import { defineRule } from '../define-rule.ts';
import { shapedDocuments } from '../document-shape.ts';
import { missingBlobs } from '../missing-blobs.ts';
import { sameButForCase } from '../same-but-for-case.ts';

/** Docker's manifest.json is a list of images, each with a configuration and layers. */
export const dockerManifest = defineRule({
  codes: ['docker-manifest-invalid', 'docker-manifest-many'],
  spec: 'moby, daemon/internal/image/tarexport/load.go; containers/image, docker/internal/tarfile',
  *run(dump) {
    for (const { file, document } of shapedDocuments(dump, 'docker-manifest')) {
      const { path } = file;
      const fault = faultOf(document);
      if (fault) {
        const { reason, pointer } = fault;
        yield { code: 'docker-manifest-invalid', severity: 'error', path, pointer, args: { reason } };
      }
      const count = itemsOf(document.root).length;
      if (count > 1) yield { code: 'docker-manifest-many', severity: 'note', path, args: { count } };
    }
  },
});

function faultOf({ root }: JsonDocument): { reason: string; pointer: string } | null {
  if (root?.kind === 'null') return { reason: 'null', pointer: '' };
  if (root?.kind !== 'array') return { reason: 'not-list', pointer: '' };
  if (root.items.length === 0) return { reason: 'empty', pointer: '' };
  for (const [i, item] of root.items.entries()) {
    const pointer = `/${i}`;
    if (item.kind !== 'object') return { reason: 'entry-not-object', pointer };
    if (isAbsent(member(item, 'Config')) || stringOf(member(item, 'Config')) === '')
      return { reason: 'no-config', pointer };
    // An image without layers has null here: containerd's exporter writes it so.
    if (member(item, 'Layers') === undefined) return { reason: 'no-layers', pointer };
  }
  return null;
}

/** The files that manifest.json names are there, inside the dump. */
export const dockerFiles = defineRule({
  codes: ['docker-file-missing', 'docker-path-escapes', 'docker-path-unclean', 'blob-renamed', 'name-case-differs'],
  spec: 'moby, daemon/internal/image/tarexport/load.go; containerd, core/images/archive/importer.go',
  *run(dump) {
    const otherCase = sameButForCase(dump.files.keys());
    // What the OCI side already reports as missing is one fault, not two.
    const told = new Set(missingBlobs(dump).keys());
    for (const { from, pointer, written, role } of namedPaths(dump)) {
      const { path, escapes } = cleanPath(written);
      if (escapes || path === '') {
        yield {
          code: 'docker-path-escapes',
          severity: 'error',
          path: from,
          pointer,
          args: { path: written.slice(0, 500) },
        };
        continue;
      }
      if (path !== written) {
        const args = { path: written.slice(0, 500), clean: path.slice(0, 500) };
        yield { code: 'docker-path-unclean', severity: 'warning', path: from, pointer, args };
      }
      const file = dump.files.get(path);
      const isThere = file !== undefined && (file.kind === 'file' || file.resolvesTo !== null);
      const reference = dump.referenceAt(from, pointer);
      if (isThere || reference?.optional || told.has(path)) continue;
      told.add(path);
      const digest = claimedDigest(path, dump.model.dialect);
      const found = digest === null ? null : dump.pathOfContent(digest);
      const have = file ? undefined : otherCase.get(path.toLowerCase());
      if (have !== undefined) yield { code: 'name-case-differs', severity: 'error', path, args: { want: path, have } };
      else if (digest !== null && found !== null) {
        yield { code: 'blob-renamed', severity: 'error', path: found, digest, args: { digest, path: found } };
      } else yield { code: 'docker-file-missing', severity: 'error', path, args: { path, role } };
    }
  },
});

function* namedPaths(
  dump: CheckedDump,
): Generator<{ from: string; pointer: string; written: string; role: 'config' | 'layer' }> {
  for (const { file, document } of shapedDocuments(dump, 'docker-manifest')) {
    for (const { pointer, config, layers } of readDockerManifest(document).entries) {
      if (config) yield { from: file.path, pointer: `${pointer}/Config`, written: config, role: 'config' };
      for (const { value, pointer: at } of layers)
        yield { from: file.path, pointer: at, written: value, role: 'layer' };
    }
  }
}

/** One path cannot be two layers. */
export const dockerLayerPaths = defineRule({
  codes: ['docker-layer-path-reused'],
  spec: 'containers/image, docker/internal/tarfile/src.go, prepareLayerData',
  *run(dump) {
    for (const { file, document } of shapedDocuments(dump, 'docker-manifest')) {
      const diffIdOf = new Map<string, string>();
      const told = new Set<string>();
      for (const { pointer, layers } of readDockerManifest(document).entries) {
        const configPath = dump.referenceAt(file.path, `${pointer}/Config`)?.path;
        const config = configPath ? dump.documentOf(configPath) : undefined;
        if (!config) continue;
        const { diffIds } = readConfig(config);
        for (const [i, { value: path, pointer: at }] of layers.entries()) {
          const diffId = diffIds[i]?.value;
          if (!diffId) continue;
          const known = diffIdOf.get(path);
          if (known === undefined) diffIdOf.set(path, diffId);
          else if (known !== diffId && !told.has(path)) {
            told.add(path);
            yield {
              code: 'docker-layer-path-reused',
              severity: 'warning',
              path: file.path,
              pointer: at,
              args: { path },
            };
          }
        }
      }
    }
  },
});
