import { isAbsent, member, stringOf } from '../../json/json-access.ts';
import type { JsonNode } from '../../json/json-node.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import { mediaTypeInfo } from '../../oci/media-types.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { descriptorSites, targetPath, type DescriptorSite } from '../descriptor-sites.ts';

/** Digest and size must be there; a platform names system and architecture; a size is a whole number of bytes. */
export const descriptorFields = defineRule({
  codes: ['descriptor-field-missing', 'size-invalid'],
  spec: 'OCI image-spec, descriptor.md, "Properties"; image-index.md, property "platform"',
  *run(dump) {
    for (const { file, pointer, node } of descriptorSites(dump)) {
      const { path } = file;
      for (const field of ['digest', 'size']) {
        if (isAbsent(member(node, field))) {
          yield { code: 'descriptor-field-missing', severity: 'error', path, pointer, args: { pointer, field } };
        }
      }
      const platform = member(node, 'platform');
      if (platform?.kind === 'object') {
        for (const field of ['os', 'architecture']) {
          const value = member(platform, field);
          if (!isAbsent(value) && stringOf(value) !== '') continue;
          const args = { pointer: `${pointer}/platform`, field };
          yield { code: 'descriptor-field-missing', severity: 'error', path, pointer: args.pointer, args };
        }
      }
      const value = invalidSize(member(node, 'size'));
      if (value !== null) {
        const args = { pointer: `${pointer}/size`, value };
        yield { code: 'size-invalid', severity: 'error', path, pointer: args.pointer, args };
      }
    }
  },
});

/** @returns the value as written when it is no whole number of bytes from 0 to 2^53 - 1 */
function invalidSize(node: JsonNode | undefined): string | null {
  if (isAbsent(node) || !node) return null;
  if (node.kind === 'number') {
    return /^-?\d+$/.test(node.text) && node.value >= 0 && Number.isSafeInteger(node.value)
      ? null
      : node.text.slice(0, 40);
  }
  return node.kind === 'string' ? node.value.slice(0, 40) : node.kind;
}

/** RFC 6838: type and subtype of at most 127 characters each; `*` and parameters are not for registered names. */
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;

/** Every descriptor says what its target is, in words that are known. */
export const mediaTypes = defineRule({
  codes: ['media-type-missing', 'media-type-syntax', 'media-type-unknown'],
  spec: 'OCI image-spec, descriptor.md, property "mediaType"; media-types.md; RFC 6838, section 4.2',
  *run(dump) {
    const told = new Set<string>();
    for (const site of descriptorSites(dump)) {
      const { file, pointer, node, mediaType: value } = site;
      const { path } = file;
      const at = `${pointer}/mediaType`;
      if (isAbsent(member(node, 'mediaType')) || value === '') {
        const args = { pointer, guess: guessKind(dump, site) };
        yield { code: 'media-type-missing', severity: 'error', path, pointer, args };
      } else if (value === null || told.has(value)) {
        continue; // no text: json-type-mismatch says so
      } else if (!MEDIA_TYPE.test(value)) {
        told.add(value);
        yield {
          code: 'media-type-syntax',
          severity: 'warning',
          path,
          pointer: at,
          args: { pointer: at, value: value.slice(0, 200) },
        };
      } else if (!mediaTypeInfo(value)) {
        told.add(value);
        yield { code: 'media-type-unknown', severity: 'note', path, pointer: at, args: { pointer: at, value } };
      }
    }
  },
});

/** What the target is by its content; null when that says nothing. */
function guessKind(dump: CheckedDump, site: DescriptorSite): string | null {
  const path = targetPath(dump, site);
  if (path === null) return null;
  const document = dump.documentOf(path);
  const kind = document ? kindOfDocument(document) : null;
  if (kind === 'index' || kind === 'manifest' || kind === 'config') return kind;
  return dump.readingOf(path)?.isTar ? 'layer' : null;
}
