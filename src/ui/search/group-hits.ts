import type { SearchHit } from '../../state/content-search.svelte.ts';

/** Hits of one file that follow each other. */
export interface HitGroup {
  readonly key: string;
  readonly layer: number;
  readonly path: string;
  readonly isHidden: boolean;
  readonly hits: readonly SearchHit[];
}

/** Hits come file by file; so they stay. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const groups: (HitGroup & { hits: SearchHit[] })[] = [];
  for (const hit of hits) {
    const key = `${hit.layer}/${hit.index}`;
    const last = groups.at(-1);
    if (last?.key === key) last.hits.push(hit);
    else groups.push({ key, layer: hit.layer, path: hit.path, isHidden: hit.isHidden, hits: [hit] });
  }
  return groups;
}

/** In how many files. */
export function countFiles(hits: readonly SearchHit[]): number {
  return groupHits(hits).length;
}
