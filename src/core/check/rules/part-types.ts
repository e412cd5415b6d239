import { itemsOf, member } from '../../json/json-access.ts';
import { isNotUnpackedHere } from '../../layer/inflater.ts';
import { readConfig } from '../../oci/config.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import { mediaTypeInfo } from '../../oci/media-types.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { type DescriptorSite, sitesOf, targetPath } from '../descriptor-sites.ts';
import { shapedDocuments } from '../document-shape.ts';

/**
 * What an image names as its configuration and its layers is announced as such: engines go by that. Of types that are not known
 * here nothing is said but that: the specification allows no error for them, though some engines give one.
 */
export const partTypes = defineRule({
  codes: ['part-type-wrong'],
  spec: 'containerd, core/images/mediatypes.go, IsLayerType and core/unpack/unpacker.go; containers/image, internal/manifest/errors.go; umoci, oci/layer/unpack.go',
  *run(dump) {
    for (const shaped of shapedDocuments(dump, 'manifest')) {
      const { role, path } = shaped.file;
      if (role !== 'image-manifest' && role !== 'artifact-manifest') continue;
      const told = new Set<string>();
      for (const site of wrongParts(dump, sitesOf(shaped))) {
        const value = site.mediaType ?? '';
        const part: 'config' | 'layer' = site.list === 'config' ? 'config' : 'layer';
        if (told.has(`${part} ${value}`)) continue;
        told.add(`${part} ${value}`);
        const pointer = `${site.pointer}/mediaType`;
        yield { code: 'part-type-wrong', severity: 'error', path, pointer, args: { pointer, part, value } };
      }
    }
  },
});

const kindOf = ({ mediaType }: DescriptorSite) =>
  mediaType === null ? null : (mediaTypeInfo(mediaType)?.kind ?? null);
const OTHER_PARTS: ReadonlySet<string | null> = new Set(['index', 'manifest', 'layer', 'config']);

function* wrongParts(dump: CheckedDump, sites: readonly DescriptorSite[]): Generator<DescriptorSite> {
  const config = sites.find(({ list }) => list === 'config');
  const layers = sites.filter(({ list }) => list === 'layers');
  if (!config?.mediaType) return;
  const kind = kindOf(config);
  const path = targetPath(dump, config);
  const document = path === null ? undefined : dump.documentOf(path);
  const isConfig = document !== undefined && kindOfDocument(document) === 'config';
  if (kind !== 'config' && OTHER_PARTS.has(kind)) yield config;
  if (kind !== 'config' || !isConfig) return;
  // With another count there is a finding for that; without diff IDs it need not be an image.
  const counted = itemsOf(member(member(document.root, 'rootfs'), 'diff_ids')).length;
  if (counted !== layers.length || readConfig(document).diffIds.length !== counted) return;
  for (const layer of layers) {
    if (!layer.mediaType) continue; // said elsewhere
    const path = targetPath(dump, layer);
    const compression = path === null ? undefined : dump.readingOf(path)?.compression;
    // bzip2 and xz have no type of their own, and a finding that says who unpacks them.
    if (compression !== undefined && isNotUnpackedHere(compression)) continue;
    const found = kindOf(layer);
    if (found !== 'layer' && OTHER_PARTS.has(found)) yield layer;
  }
}
