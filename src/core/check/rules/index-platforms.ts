import { member, stringOf } from '../../json/json-access.ts';
import type { JsonNode } from '../../json/json-node.ts';
import { readConfig } from '../../oci/config.ts';
import { isUnknownPlatform, normalisePlatform, platformText, readPlatform, type Platform } from '../../oci/platform.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { groupBy } from '../group-by.ts';
import { defineRule } from '../define-rule.ts';
import { annotationOf, sitesOf, targetPath } from '../descriptor-sites.ts';
import type { DescriptorSite } from '../descriptor-sites.ts';
import type { Relation } from '../../dump/dump-model.ts';
import { shapedDocuments } from '../document-shape.ts';

/** An index offers one image per platform, and says of each what its configuration says. */
export const indexPlatforms = defineRule({
  codes: ['platform-duplicate', 'config-platform-mismatch'],
  spec: 'OCI image-spec, image-index.md, property "platform": the first matching entry should be used',
  *run(dump) {
    for (const shaped of shapedDocuments(dump, 'index')) {
      const { path } = shaped.file;
      const entries = sitesOf(shaped).flatMap((site) => {
        const platform = readPlatform(member(site.node, 'platform'));
        const usable = site.list === 'manifests' && platform && !isUnknownPlatform(platform);
        return usable && stringOf(member(site.node, 'artifactType')) === null ? [{ site, platform }] : [];
      });
      for (const group of groupBy(entries, ({ site, platform }) => choiceKey(platform, site.node)).values()) {
        const digests = [...new Set(group.flatMap(({ site }) => site.digest ?? []))];
        const text = platformText(group[0]?.platform ?? null);
        if (digests.length < 2 || text === null || isOneImage(dump, group)) continue;
        yield { code: 'platform-duplicate', severity: 'warning', path, args: { platform: text, digests } };
      }
      for (const { site, platform } of entries) {
        const manifest = targetPath(dump, site);
        const found = manifest === null ? null : configPlatform(dump, manifest);
        if (!found || sameMachine(platform, found)) continue;
        const args = { said: platformText(platform) ?? '?', found: platformText(found) ?? '?' };
        yield {
          code: 'config-platform-mismatch',
          severity: 'warning',
          path,
          pointer: `${site.pointer}/platform`,
          args,
        };
      }
    }
  },
});

/** Entries with equal keys cannot be told apart by a reader that wants an image for its machine. */
function choiceKey(platform: Platform, node: JsonNode): string | null {
  const { os, architecture, variant, osVersion, osFeatures } = normalisePlatform(platform);
  const zstd = annotationOf(node, 'io.github.containers.compression.zstd');
  // Entries of index.json with names of their own are different images, not platforms of one.
  const name =
    annotationOf(node, 'io.containerd.image.name') ?? annotationOf(node, 'org.opencontainers.image.ref.name');
  return JSON.stringify([os, architecture, variant, osVersion, osFeatures, zstd, name]);
}

/** buildah can add several packings of one image (--add-compression); whichever is taken, the same files come of it. */
function isOneImage(dump: CheckedDump, group: readonly { readonly site: DescriptorSite }[]): boolean {
  const parts = group.map(({ site }) => {
    const path = targetPath(dump, site);
    const links = path === null ? [] : (dump.referencesFrom.get(path) ?? []);
    const digestsOf = (relation: Relation) => links.flatMap((link) => (link.relation === relation ? link.digest : []));
    return { config: digestsOf('config')[0] ?? null, layers: digestsOf('layer').join() };
  });
  const config = parts[0]?.config ?? null;
  const packings = new Set(parts.map(({ layers }) => layers)).size;
  return config !== null && packings === parts.length && parts.every((part) => part.config === config);
}

/** What the config of a manifest says; null when it says nothing or is not at hand. */
function configPlatform(dump: CheckedDump, manifestPath: string): Platform | null {
  const config = dump.referencesFrom.get(manifestPath)?.find(({ relation }) => relation === 'config')?.path;
  const document = config ? dump.documentOf(config) : undefined;
  if (!config || dump.files.get(config)?.role !== 'image-config' || document?.root?.kind !== 'object') return null;
  const view = readConfig(document);
  return view.os && view.architecture ? view : null;
}

function sameMachine(said: Platform, found: Platform): boolean {
  const a = normalisePlatform(said);
  const b = normalisePlatform(found);
  if (a.os !== b.os || a.architecture !== b.architecture) return false;
  // Many configs leave the variant out; only two that are both there can contradict each other.
  return !said.variant || !found.variant || a.variant === b.variant;
}
