import { excerptOf } from '../../core/search/excerpt.ts';
import type { Finder } from '../../core/search/finder.ts';
import { entryName } from '../../core/layer/entry-fields.ts';
import type { Breather } from './breather.ts';
import type { ImageExplorer } from './image-explorer.ts';
import type { SearchHits } from './search-hits.ts';
import { placeOf, type SearchedLayer } from './searched-layers.ts';

/** Names looked at before messages may get in. */
const STRIDE = 20_000;
const [DOT, SLASH] = [0x2e, 0x2f];

/** Searches the names of a layer's entries, whole paths without a leading slash. @returns entries looked at */
export async function searchNames(
  image: ImageExplorer,
  layer: SearchedLayer,
  finder: Finder,
  hits: SearchHits,
  breather: Breather,
): Promise<number> {
  const { entries } = layer;
  for (let index = 0; index < entries.count && !hits.isCut; index++) {
    if (index % STRIDE === 0) {
      await breather.breathe();
      hits.tick();
    }
    hits.done += 1;
    const name = bareName(entryName(entries, index));
    finder.reset();
    finder.scan(name, 0, name.length, true, (start, end) => {
      const excerpt = excerptOf(name, start, end, 'name');
      const place = placeOf(image, layer, index);
      hits.add({
        ...place,
        index,
        offset: null,
        end: null,
        line: null,
        excerpt: excerpt.text,
        hitStart: excerpt.start,
        hitEnd: excerpt.end,
      });
      return false; // one hit a name
    });
  }
  return entries.count;
}

/** Without what leads to it (`./`, `/`) and what says that it is a folder. */
function bareName(name: Uint8Array): Uint8Array {
  let start = 0;
  while (name[start] === SLASH || (name[start] === DOT && name[start + 1] === SLASH))
    start += name[start] === DOT ? 2 : 1;
  let end = name.length;
  while (end > start && name[end - 1] === SLASH) end -= 1;
  return name.subarray(start, end);
}
