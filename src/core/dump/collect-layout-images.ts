import { INDEX_DEPTH } from '../limits.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Platform } from '../oci/platform.ts';
import { familiarName } from '../oci/reference-name.ts';
import type { ImageDraft } from './image-draft.ts';
import { IMAGE_NAME, REF_NAME, type LayoutGraph, type ManifestNode } from './layout-graph.ts';

/** Steps from index to manifest, and tags handed on, at most: where many name many it would be the square of their number. */
const STEPS = 2_000_000;

/**
 * The images an entry document leads to: one per manifest, whatever the number of its tags, in the order of the entries.
 * A tag of an index counts for each platform in it. Attestations and artifacts are no images.
 * @param start path of the entry document, an index or (in a `dir:`) a manifest
 */
export function collectLayoutImages(graph: LayoutGraph, start: string, entryPoint: string | null): ImageDraft[] {
  const drafts = new Map<string, ImageDraft>();
  let steps = 0;
  const single = graph.manifests.get(start);
  if (single) reachManifest(single, null, new Set());
  const targets = new Map<string, { tags: Set<string>; platform: Platform | null }>();
  for (const { path, descriptor, attestation } of graph.indexes.get(start)?.entries ?? []) {
    if (path === null || attestation) continue;
    const target = targets.get(path) ?? { tags: new Set<string>(), platform: descriptor.platform };
    targets.set(path, target);
    const tag = tagOf(descriptor);
    if (tag !== null) target.tags.add(tag);
  }
  for (const [path, { tags, platform }] of targets) reach(path, platform, tags, new Set(), 1);
  return [...drafts.values()];

  function reach(
    path: string,
    platform: Platform | null,
    tags: ReadonlySet<string>,
    seen: Set<string>,
    depth: number,
  ): void {
    if (seen.has(path) || depth > INDEX_DEPTH || (steps += 1) > STEPS) return;
    seen.add(path);
    const manifest = graph.manifests.get(path);
    if (manifest) reachManifest(manifest, platform, tags);
    for (const entry of graph.indexes.get(path)?.entries ?? []) {
      if (entry.path !== null && !entry.attestation)
        reach(entry.path, entry.descriptor.platform ?? platform, tags, seen, depth + 1);
    }
  }

  function reachManifest(node: ManifestNode, platform: Platform | null, tags: ReadonlySet<string>): void {
    // Of a manifest that cannot be read there is nothing to show.
    if (node.class !== 'image' || (node.config === null && node.layers.length === 0)) return;
    const draft = drafts.get(node.path) ?? draftOf(node, platform);
    drafts.set(node.path, draft);
    if (entryPoint !== null) draft.entryPoints.add(entryPoint);
    if ((steps += tags.size) <= STEPS) for (const tag of tags) draft.tags.add(tag);
  }
}

/** containerd's full name counts before the tag that stands beside it; skopeo and podman know only the latter. */
function tagOf({ annotations }: Descriptor): string | null {
  const name = annotations.get(IMAGE_NAME) ?? annotations.get(REF_NAME);
  return name === undefined ? null : familiarName(name);
}

function draftOf(node: ManifestNode, platform: Platform | null): ImageDraft {
  return {
    tags: new Set(),
    entryPoints: new Set(),
    platform,
    manifestPath: node.path,
    manifestDigest: node.digest,
    configPath: node.config?.path ?? null,
    configDigest: node.config?.descriptor.digest ?? null,
    layers: node.layers.map(({ descriptor, path }) => ({
      digest: descriptor.digest,
      path: path ?? '',
      size: descriptor.size,
      mediaType: descriptor.mediaType,
    })),
  };
}
