import { compilePattern } from '../../core/search/search-pattern.ts';
import type { ServeContext } from '../rpc/serve.ts';
import { Breather } from './breather.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { layerGaps } from './layer-gaps.ts';
import type { SearchProgress, SearchQuery, SearchResult } from './search-api.ts';
import { searchContents, searchedEnd } from './search-contents.ts';
import { SearchHits } from './search-hits.ts';
import { searchNames } from './search-names.ts';
import { searchedLayers } from './searched-layers.ts';

/** Searches all layers of an image, hidden files too, lowest layer first. @throws DumpError `pattern-invalid` */
export async function searchImage(
  session: ExplorerSession,
  query: SearchQuery,
  { signal, onProgress }: Pick<ServeContext<SearchProgress>, 'signal' | 'onProgress'>,
): Promise<SearchResult> {
  const finder = compilePattern(query, query.where);
  const image = session.explore(query.image);
  const isOfNames = query.where === 'names';
  const layers = searchedLayers(image, query.layers);
  const total = layers.reduce((sum, { entries }) => sum + (isOfNames ? entries.count : searchedEnd(entries)), 0);
  const hits = new SearchHits(total, onProgress);
  const work = { signal, breather: new Breather(signal) };
  const notSearched = layerGaps(image, (layer) => query.layers.length === 0 || query.layers.includes(layer));
  let [searchedFiles, searchedBytes, skippedFiles] = [0, 0, 0];
  for (const layer of layers) {
    if (hits.isCut) break;
    hits.layer = layer.places[0] ?? 0;
    if (isOfNames) {
      searchedFiles += await searchNames(image, layer, finder, hits, work.breather);
    } else {
      const search = { finder, isHex: query.kind === 'hex', hits };
      const searched = await searchContents(session, image, layer, search, work);
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
