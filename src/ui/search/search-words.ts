import { formatCount, formatSize, plural } from '../../core/messages/format-size.ts';
import type { ContentSearch } from '../../state/content-search.svelte.ts';
import { countFiles } from './group-hits.ts';

/** What the search has come to, in a sentence or two. */
export function searchWords({ state, hits, result, query }: ContentSearch): string {
  const isOfNames = query?.where === 'names';
  const files = countFiles(hits);
  const found =
    hits.length === 0
      ? 'Nothing found'
      : isOfNames
        ? `${plural(hits.length, 'name')} found`
        : `${plural(hits.length, 'place')} in ${plural(files, 'file')}`;
  switch (state) {
    case 'idle':
    case 'failed':
      return '';
    case 'running':
      return hits.length === 0 ? 'Searching.' : `${found} so far.`;
    case 'stopped':
      return `${found} before the search was stopped.`;
    case 'done': {
      if (!result) return '';
      const looked = isOfNames
        ? `${plural(result.searchedFiles, 'name')} searched`
        : `${plural(result.searchedFiles, 'file')} with ${formatSize(result.searchedBytes)} searched`;
      const cut = result.isCut ? ` The search ended at ${formatCount(result.hits)}; there are more.` : '';
      const skipped =
        result.skippedFiles > 0
          ? ` ${plural(result.skippedFiles, 'sparse file')} could not be searched: broken, or too large.`
          : '';
      return `${found}. ${looked}.${cut}${skipped}`;
    }
  }
}
