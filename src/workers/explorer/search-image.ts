import { compilePattern } from '../../core/search/search-pattern.ts';
import type { ServeContext } from '../rpc/serve.ts';
import { Breather } from './breather.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { layerGaps } from './layer-gaps.ts';
import type { SearchProgress, SearchQuery, SearchResult } from './search-api.ts';
import { bytesToRead, searchContents } from './search-contents.ts';
import { SearchHits } from './search-hits.ts';
import { searchNames } from './search-names.ts';
import { searchedLayers } from './searched-layers.ts';

/** What most people look for is in files of usual size: those come first, so that a disk image does not keep them waiting. */
const LARGE_BYTES = 64 * 2 ** 20;

/**
 * Searches all layers of an image, hidden files too, lowest layer first; contents of large files only behind all others.
 * @throws DumpError `pattern-invalid`
 */
export async function searchImage(
  session: ExplorerSession,
  query: SearchQuery,
  { signal, onProgress }: Pick<ServeContext<SearchProgress>, 'signal' | 'onProgress'>,
  largeBytes = LARGE_BYTES,
): Promise<SearchResult> {
  const finder = compilePattern(query, query.where);
  const image = session.explore(query.image);
  const layers = searchedLayers(image, query.layers);
  const sizes = [
    { above: 0, upTo: largeBytes },
    { above: largeBytes, upTo: Infinity },
  ];
  const passes = (query.where === 'names' ? [null] : sizes).flatMap((of) => layers.map((layer) => ({ of, layer })));
  const total = passes.reduce(
    (sum, { of, layer }) => sum + (of ? bytesToRead(session, layer, of) : layer.entries.count),
    0,
  );
  const hits = new SearchHits(total, onProgress);
  const work = { signal, breather: new Breather(signal) };
  const notSearched = layerGaps(image, (layer) => query.layers.length === 0 || query.layers.includes(layer));
  let [searchedFiles, searchedBytes, skippedFiles] = [0, 0, 0];
  for (const { of, layer } of passes) {
    if (hits.isCut) break;
    hits.layer = layer.places[0] ?? 0;
    if (of === null) {
      searchedFiles += await searchNames(image, layer, finder, hits, work.breather);
    } else {
      const search = { finder, isHex: query.kind === 'hex', hits };
      const searched = await searchContents(session, image, layer, of, search, work);
      searchedFiles += searched.files;
      searchedBytes += searched.bytes;
      skippedFiles += searched.skippedFiles;
      const isKnown = notSearched.some((gap) => gap.layer === hits.layer);
      if (searched.isDamaged && !isKnown) notSearched.push({ layer: hits.layer, state: 'damaged' });
    }
  }
  hits.tell();
  return { hits: hits.count, searchedFiles, searchedBytes, isCut: hits.isCut, notSearched, skippedFiles };
}
