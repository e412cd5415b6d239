import { member, numberOf, stringOf } from '../../json/json-access.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { descriptorSites, targetPath, type DescriptorSite } from '../descriptor-sites.ts';

export const EMPTY_MEDIA_TYPE = 'application/vnd.oci.empty.v1+json';
const EMPTY_DIGEST = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';

/** A copy inside a descriptor is what it names; the empty descriptor stands for `{}`. */
export const descriptorContent = defineRule({
  codes: ['descriptor-data-mismatch', 'empty-descriptor-wrong'],
  spec: 'OCI image-spec, descriptor.md, property "data"; manifest.md, "Guidance for an Empty Descriptor"',
  *run(dump) {
    for (const site of descriptorSites(dump)) {
      const { path } = site.file;
      const { pointer, node, digest, mediaType } = site;
      const size = numberOf(member(node, 'size'));
      if (mediaType === EMPTY_MEDIA_TYPE && (digest !== EMPTY_DIGEST || size !== 2)) {
        yield { code: 'empty-descriptor-wrong', severity: 'error', path, pointer, args: { pointer } };
      }
      const data = stringOf(member(node, 'data'));
      if (data === null || isCopy(dump, site, data, size)) continue;
      const at = `${pointer}/data`;
      yield { code: 'descriptor-data-mismatch', severity: 'error', path, pointer: at, args: { pointer: at } };
    }
  },
});

/** Size always; content where it is at hand: `{}` by its well-known digest, JSON blobs by the parsed document's bytes. */
function isCopy(dump: CheckedDump, site: DescriptorSite, data: string, size: number | null): boolean {
  const bytes = decodeBase64(data);
  if (bytes === null || (size !== null && bytes.length !== size)) return false;
  if (site.digest === EMPTY_DIGEST) return bytes === '{}';
  const path = targetPath(dump, site);
  const target = path === null ? undefined : dump.documentOf(path);
  if (!path || !target || dump.computedDigest(path) !== site.digest) return true;
  return target.bytes.length === bytes.length && target.bytes.every((byte, i) => byte === bytes.charCodeAt(i));
}

/** Strict base64 with padding, as Go reads it (line ends allowed); null for anything else. One character per byte. */
function decodeBase64(text: string): string | null {
  const packed = text.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return null;
  return atob(packed);
}
