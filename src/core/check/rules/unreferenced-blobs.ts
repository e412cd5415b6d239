import { stringOf, member, itemsOf, membersOf } from '../../json/json-access.ts';
import type { JsonNode } from '../../json/json-node.ts';
import { pointerOf } from '../../json/json-pointer.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import { mediaTypeInfo } from '../../oci/media-types.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { descriptorSites, targetPath } from '../descriptor-sites.ts';
import { shapedDocuments } from '../document-shape.ts';

/** Blobs that nothing names: Docker's old layer descriptions, proved or not, and true left-overs. */
export const unreferencedBlobs = defineRule({
  codes: ['blob-unreferenced', 'blob-legacy-v1', 'blob-legacy-v1-unproved'],
  spec: 'OCI image-spec, image-layout.md: unreferenced blobs are legal; moby, image/tarexport/save.go and image/v1/imagev1.go',
  *run(dump) {
    const proofs = new Map(dump.model.legacyProofs.map((proof) => [proof.path, proof]));
    for (const { path, role, size } of dump.model.files) {
      if (role === 'legacy-v1-config') {
        const proof = proofs.get(path);
        if (proof && proof.proof !== 'shape' && proof.layer !== null) {
          const args = { path, layer: proof.layer, id: proof.id };
          yield { code: 'blob-legacy-v1', severity: 'note', path, args };
        } else {
          yield { code: 'blob-legacy-v1-unproved', severity: 'note', path, args: { path } };
        }
      } else if (role === 'unreferenced') {
        const args = { path, kind: contentKind(dump, path), size };
        yield { code: 'blob-unreferenced', severity: 'note', path, args };
      }
    }
  },
});

function contentKind(dump: CheckedDump, path: string): string {
  const document = dump.documentOf(path);
  const kind = document ? kindOfDocument(document) : null;
  if (kind !== null) return kind === 'other' ? 'json' : kind;
  return dump.readingOf(path)?.isTar ? 'layer' : 'data';
}

/** Layers that are fetched from their vendor; gone for good when they are neither here nor anywhere to be fetched from. */
export const foreignLayers = defineRule({
  codes: ['foreign-layer'],
  spec: 'OCI image-spec, layer.md, "Non-Distributable Layers"; distribution, manifest-v2-2.md, foreign layers',
  *run(dump) {
    const told = new Set<string>();
    const storedElsewhere = new Set<string | null>();
    for (const { layers } of dump.model.images) {
      for (const { digest, present } of layers) if (present) storedElsewhere.add(digest);
    }
    for (const { path, pointer, node } of layerDescriptors(dump)) {
      const mediaType = stringOf(member(node, 'mediaType'));
      const digest = stringOf(member(node, 'digest'));
      if (mediaType === null || digest === null || told.has(digest)) continue;
      const urls = itemsOf(member(node, 'urls')).flatMap((item) => stringOf(item) ?? []);
      // With an address any layer is fetched from there, whatever its type says.
      if (!mediaTypeInfo(mediaType)?.foreign && urls.length === 0) continue;
      told.add(digest);
      const target = targetPath(dump, { file: { path }, digest });
      const present = (target !== null && dump.has(target)) || storedElsewhere.has(digest);
      const isLost = !present && !urls.some((url) => /^https?:\/\//i.test(url));
      yield {
        code: 'foreign-layer',
        severity: isLost ? 'warning' : 'note',
        path,
        pointer,
        digest,
        args: { digest, urls, present },
      };
    }
  },
});

function* layerDescriptors(dump: CheckedDump): Generator<{ path: string; pointer: string; node: JsonNode }> {
  for (const { list, file, pointer, node } of descriptorSites(dump)) {
    if (list === 'layers') yield { path: file.path, pointer, node };
  }
  for (const { file, document } of shapedDocuments(dump, 'docker-manifest')) {
    for (const [i, entry] of itemsOf(document.root).entries()) {
      for (const { key, value } of membersOf(member(entry, 'LayerSources'))) {
        yield { path: file.path, pointer: pointerOf(`/${i}/LayerSources`, key.value), node: value };
      }
    }
  }
}
