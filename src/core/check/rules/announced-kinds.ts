import { member, stringOf } from '../../json/json-access.ts';
import { kindOfDocument, type DocumentKind } from '../../oci/document-kind.ts';
import { mediaTypeInfo, type MediaTypeInfo } from '../../oci/media-types.ts';
import type { Compression } from '../../layer/inflater.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { descriptorSites, targetPath } from '../descriptor-sites.ts';
import type { FindingOf } from '../finding.ts';

type KindFinding = FindingOf<'media-type-mismatch' | 'media-type-flavour' | 'media-type-compression-mismatch'>;

/** What a descriptor announces is what its target turns out to be. */
export const announcedKinds = defineRule({
  codes: ['media-type-mismatch', 'media-type-flavour', 'media-type-compression-mismatch'],
  spec: 'OCI image-spec, descriptor.md, property "mediaType"; containerd, core/images/image.go; containers/image, internal/manifest',
  *run(dump) {
    const told = new Set<string>();
    for (const site of descriptorSites(dump)) {
      const target = targetPath(dump, site);
      const info = site.mediaType === null ? null : mediaTypeInfo(site.mediaType);
      if (target === null || site.mediaType === null || !dump.has(target)) continue;
      if (!info) {
        if (site.list === 'manifests') yield* judgeUnknown(dump, target, site.mediaType);
        continue;
      }
      const key = `${target} ${site.mediaType}`;
      if (told.has(key)) continue;
      told.add(key);
      yield* judgeDocument(dump, target, site.mediaType, info);
      if (info.kind === 'layer') {
        const found = otherCompression(dump.readingOf(target)?.compression, site.mediaType, info);
        if (found === null) continue;
        const pointer = `${site.pointer}/mediaType`;
        const args = { pointer, said: info.compression ?? 'none', found };
        yield { code: 'media-type-compression-mismatch', severity: 'warning', path: site.file.path, pointer, args };
      }
    }
  },
});

const COMPARED: ReadonlySet<string> = new Set(['index', 'manifest', 'schema1', 'config', 'layer']);
const DOCUMENT_KINDS: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['index', 'manifest', 'config', 'schema1']);

function* judgeDocument(dump: CheckedDump, path: string, said: string, info: MediaTypeInfo): Generator<KindFinding> {
  if (!COMPARED.has(info.kind)) return;
  const document = dump.documentOf(path);
  const found = document ? kindOfDocument(document) : null;
  if (document && found && DOCUMENT_KINDS.has(found) && found !== info.kind) {
    yield { code: 'media-type-mismatch', severity: 'error', path, args: { path, said: info.kind, found } };
    return;
  }
  if (info.kind === 'config' || info.kind === 'layer') {
    const isLayer = info.kind === 'config' && !document?.root && dump.readingOf(path)?.isTar === true;
    if (isLayer)
      yield { code: 'media-type-mismatch', severity: 'error', path, args: { path, said: info.kind, found: 'layer' } };
    return;
  }
  const own = stringOf(member(document?.root, 'mediaType'));
  const ownInfo = own === null || own === '' ? null : mediaTypeInfo(own);
  if (own === null || !ownInfo || own === said) return;
  if (ownInfo.kind !== info.kind) {
    yield {
      code: 'media-type-mismatch',
      severity: 'error',
      path,
      args: { path, said: info.kind, found: ownInfo.kind },
    };
  } else if (ownInfo.family !== info.family) {
    yield { code: 'media-type-flavour', severity: 'warning', path, args: { path, said, found: own } };
  }
}

/** A type that nobody knows is no fault, unless the document itself says that it is an image: tools go by the reference. */
function* judgeUnknown(dump: CheckedDump, path: string, said: string): Generator<KindFinding> {
  const document = dump.documentOf(path);
  const own = stringOf(member(document?.root, 'mediaType'));
  const found = own === null ? undefined : mediaTypeInfo(own)?.kind;
  if (document && (found === 'manifest' || found === 'index') && kindOfDocument(document) === found)
    yield { code: 'media-type-mismatch', severity: 'error', path, args: { path, said, found } };
}

/** @returns how the layer is really packed, null when that fits or is not known */
function otherCompression(found: Compression | undefined, mediaType: string, info: MediaTypeInfo): Compression | null {
  if (found === undefined || found === 'encrypted' || found === 'unknown' || info.encrypted) return null;
  if (info.compression === null || found === info.compression) return null;
  // Docker's plain type has always been allowed to hide packed data; containerd looks for itself there.
  const isDockerPlain = info.family === 'docker' && info.compression === 'none';
  return isDockerPlain && mediaType.endsWith('.tar') ? null : found;
}

/** The parts of a manifest are of its own family. What is only a layer of Docker's in an OCI manifest, most engines take. */
export const mixedTypes = defineRule({
  codes: ['media-type-mixed'],
  spec: 'OCI image-spec, manifest.md, "Image Manifest Property Descriptions"; containers/image, internal/image/oci.go and manifest/docker_schema2.go; umoci, oci/layer/unpack.go',
  *run(dump) {
    const told = new Set<string>();
    for (const { file, list, document, pointer, mediaType } of descriptorSites(dump)) {
      const part = list === 'config' ? 'config' : list === 'layers' ? 'layer' : null;
      if (part === null || mediaType === null || told.has(`${file.path} ${part}`)) continue;
      const info = mediaTypeInfo(mediaType);
      const own = stringOf(member(document.root, 'mediaType')) ?? file.mediaType;
      const family = own === null ? null : (mediaTypeInfo(own)?.family ?? null);
      if (!info?.family || info.kind !== part || family === null || info.family === family) continue;
      told.add(`${file.path} ${part}`);
      const severity = family === 'oci' && part === 'layer' ? 'note' : 'warning';
      const args = { path: file.path, family, part, found: mediaType } as const;
      yield { code: 'media-type-mixed', severity, path: file.path, pointer: `${pointer}/mediaType`, args };
    }
  },
});
