import { isDigest } from '../oci/digest.ts';
import type { DumpImage } from './dump-model.ts';
import type { DumpSurvey } from './dump-survey.ts';

/**
 * Draws the arrows from each config to its layers, through `rootfs.diff_ids`: the n-th diff ID is that of the n-th layer.
 * A diff ID with no layer at its place gets an arrow only if a blob has that name (an uncompressed layer).
 * @param optional paths of content that may be absent: foreign layers, platforms that were never pulled
 */
export function referDiffIds(survey: DumpSurvey, images: readonly DumpImage[], optional: ReadonlySet<string>): void {
  const done = new Set<string>();
  for (const { configPath, layers } of images) {
    const config = survey.config(configPath);
    if (configPath === null || !config) continue;
    // Of a config that many images share, the diff IDs beyond their layers are looked at once.
    const diffIds = done.has(configPath) ? config.diffIds.slice(0, layers.length) : config.diffIds;
    done.add(configPath);
    diffIds.forEach(({ value, pointer }, i) => {
      if (value === null) return;
      const blob = survey.store.pathOf(value);
      const path = !isDigest(value) ? null : layers[i]?.path || (survey.isPresent(blob) ? blob : null);
      if (path === null && isDigest(value)) return;
      survey.refer({
        from: configPath,
        pointer,
        relation: 'diff-id',
        digest: value,
        path,
        optional: path !== null && optional.has(path),
      });
    });
  }
}
