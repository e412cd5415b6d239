import type { ImageDraft } from './image-draft.ts';

/** Manifests with one config that are compared; real dumps have two or three, a hostile one could have thousands. */
const SAME_CONFIG = 100;

/**
 * Joins what index.json and manifest.json say of the same image: same config and same layers, in the same order.
 * Foreign layers lie under another name on the Docker side (DIALECTS §4) and are passed over.
 * Of several manifests with equal parts the one that shares a tag counts, else the first.
 * @returns the layout's images in their order, then those only Docker's file knows
 */
export function mergeImages(
  layout: readonly ImageDraft[],
  docker: readonly ImageDraft[],
  foreign: ReadonlySet<string>,
): ImageDraft[] {
  const merged = [...layout];
  const byConfig = new Map<string, ImageDraft[]>();
  for (const draft of layout) {
    if (draft.configPath === null) continue;
    const list = byConfig.get(draft.configPath) ?? [];
    byConfig.set(draft.configPath, list);
    if (list.length < SAME_CONFIG) list.push(draft);
  }
  for (const draft of docker) {
    const equal = (byConfig.get(draft.configPath ?? '') ?? []).filter((other) => sameLayers(other, draft, foreign));
    const match = equal.find(({ tags }) => [...draft.tags].some((tag) => tags.has(tag))) ?? equal[0];
    if (!match) {
      merged.push(draft);
      continue;
    }
    for (const tag of draft.tags) match.tags.add(tag);
    for (const entry of draft.entryPoints) match.entryPoints.add(entry);
  }
  return merged;
}

function sameLayers(layout: ImageDraft, docker: ImageDraft, foreign: ReadonlySet<string>): boolean {
  return (
    layout.layers.length === docker.layers.length &&
    layout.layers.every(({ path }, i) => path === docker.layers[i]?.path || foreign.has(path))
  );
}
