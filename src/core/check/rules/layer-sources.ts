import { isAbsent, member, numberOf } from '../../json/json-access.ts';
import { nodeAt } from '../../json/json-pointer.ts';
import { readConfig } from '../../oci/config.ts';
import { checkDigest } from '../../oci/digest.ts';
import { readDockerManifest } from '../../oci/docker-manifest.ts';
import { mediaTypeInfo } from '../../oci/media-types.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { descriptorSites } from '../descriptor-sites.ts';
import { shapedDocuments } from '../document-shape.ts';

/** LayerSources of manifest.json agree with the configuration, the files, and the OCI manifest. */
export const layerSources = defineRule({
  codes: ['layer-sources-mismatch'],
  spec: 'moby, image/tarexport/save.go, field LayerSources',
  *run(dump) {
    const announced = announcedLayers(dump);
    for (const { file, document } of shapedDocuments(dump, 'docker-manifest')) {
      const { path } = file;
      for (const entry of readDockerManifest(document).entries) {
        const configPath = dump.referenceAt(path, `${entry.pointer}/Config`)?.path;
        const config = configPath ? dump.documentOf(configPath) : undefined;
        const diffIds = config?.root ? new Set(readConfig(config).diffIds.map(({ value }) => value)) : null;
        for (const { diffId, pointer, descriptor } of entry.layerSources) {
          const { digest, mediaType } = descriptor;
          const finding = (field: string) =>
            ({
              code: 'layer-sources-mismatch',
              severity: 'warning',
              path,
              pointer,
              args: { diffId: diffId.slice(0, 256), field },
            }) as const;
          const known = digest === null ? undefined : announced.get(digest);
          // regctl puts layers in by their digest as stored; docker load looks for diff IDs and passes over them.
          const isStored = known !== undefined && digest === diffId;
          if (checkDigest(diffId).ok && diffIds && !diffIds.has(diffId) && !isStored) yield finding('key');
          if (isForeign(mediaType) || isForeign(known?.mediaType ?? null)) continue; // describes what the vendor has, not the file here
          const size = numberOf(member(nodeAt(document.root, pointer), 'size'));
          const target = dump.referenceAt(path, `${pointer}/digest`)?.path ?? null;
          const stored = target === null ? undefined : dump.files.get(target)?.size;
          if (digest !== null && checkDigest(digest).ok && digest !== diffId && !known && stored === undefined)
            yield finding('digest');
          if (size !== null && ((stored !== undefined && stored !== size) || (known?.size ?? size) !== size))
            yield finding('size');
          if (mediaType !== null && known && known.mediaType !== null && known.mediaType !== mediaType)
            yield finding('mediaType');
        }
      }
    }
  },
});

const isForeign = (mediaType: string | null): boolean =>
  mediaType === null ? false : (mediaTypeInfo(mediaType)?.foreign ?? false);

/** What OCI manifests say of each layer, by digest; the first one counts. */
function announcedLayers(dump: CheckedDump): Map<string, { mediaType: string | null; size: number | null }> {
  const layers = new Map<string, { mediaType: string | null; size: number | null }>();
  for (const { list, digest, mediaType, node } of descriptorSites(dump)) {
    if (list !== 'layers' || digest === null || layers.has(digest)) continue;
    const size = member(node, 'size');
    layers.set(digest, { mediaType, size: isAbsent(size) ? null : numberOf(size) });
  }
  return layers;
}
