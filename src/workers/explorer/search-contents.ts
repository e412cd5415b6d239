import { ContentFault } from '../../core/content/field-view.ts';
import { DumpError } from '../../core/errors.ts';
import { ContentCutter, contentEnd, liesInOneStretch } from '../../core/layer/content-cutter.ts';
import { isSparse } from '../../core/layer/entry-attributes.ts';
import { entryType } from '../../core/layer/entry-fields.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { FileScanner } from '../../core/search/file-scanner.ts';
import type { Finder } from '../../core/search/finder.ts';
import type { Breather } from './breather.ts';
import { ContentFile } from './content-file.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { ImageExplorer } from './image-explorer.ts';
import type { SearchHits } from './search-hits.ts';
import { placeOf, type SearchedLayer } from './searched-layers.ts';

/** A costly pattern on a large chunk must not keep messages out for long. */
const PIECE_BYTES = 256 * 2 ** 10;
/** Sparse files can say that they are as large as they like; what is larger is passed over, and counted. */
const SPARSE_BYTES = 4 * 2 ** 30;

export interface SearchedContents {
  files: number;
  bytes: number;
  skippedFiles: number;
  /** The layer could not be read to its end. */
  isDamaged: boolean;
}

/** Up to where a layer's tar must be read. */
export function searchedEnd(entries: LayerEntries): number {
  for (let index = entries.count - 1; index >= 0; index--) {
    if (liesInOneStretch(entries, index)) return contentEnd(entries, index);
  }
  return 0;
}

/** Searches the contents of a layer's files, in the order of its tar, in one pass. @throws DumpError `pattern-invalid` */
export async function searchContents(
  session: ExplorerSession,
  image: ImageExplorer,
  layer: SearchedLayer,
  search: { readonly finder: Finder; readonly isHex: boolean; readonly hits: SearchHits },
  { signal, breather }: { readonly signal: AbortSignal; readonly breather: Breather },
): Promise<SearchedContents> {
  const { entries, path } = layer;
  const { hits } = search;
  const searched: SearchedContents = { files: 0, bytes: 0, skippedFiles: 0, isDamaged: false };
  let index = 0;
  const scanner = new FileScanner(search.finder, search.isHex, ({ offset, line, excerpt: { text, start, end } }) =>
    hits.add({ ...placeOf(image, layer, index), index, offset, line, excerpt: text, hitStart: start, hitEnd: end }),
  );
  const begin = (at: number): void => {
    index = at;
    scanner.begin();
  };
  const take = (piece: Uint8Array, isLast: boolean): void => {
    searched.bytes += piece.length;
    if (!hits.isCut) scanner.push(piece, isLast);
  };
  const end = (isWhole: boolean): void => {
    if (isWhole) {
      searched.files += 1;
      return;
    }
    searched.isDamaged = true;
    if (!hits.isCut) scanner.push(NOTHING, true);
  };
  const whole: number[] = [];
  const sparse: number[] = [];
  for (let at = 0; at < entries.count; at++) {
    if (entryType(entries, at) !== 'file' || entries.sizes[at] === 0) continue;
    (isSparse(entries, at) ? sparse : whole).push(at);
  }
  const cutter = new ContentCutter(entries, Int32Array.from(whole), 0, { begin, take, end });
  try {
    const reading = session.readLayer(path, { start: 0, end: searchedEnd(entries) }, { signal });
    for await (const chunk of reading) {
      for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
        const piece = chunk.subarray(from, from + PIECE_BYTES);
        cutter.push(piece);
        hits.done += piece.length;
        await breather.breathe();
        hits.tick();
        if (hits.isCut) return searched;
      }
    }
  } catch (error) {
    if (!isFaultOfLayer(error)) throw error;
    searched.isDamaged = true;
  }
  cutter.finish();
  for (const at of sparse) {
    if (hits.isCut) break;
    if ((entries.sizes[at] ?? 0) > SPARSE_BYTES) searched.skippedFiles += 1;
    else if (!(await searchSparse(at))) searched.skippedFiles += 1;
  }
  return searched;

  async function searchSparse(at: number): Promise<boolean> {
    try {
      const file = await ContentFile.open(session, path, entries, at);
      begin(at);
      for await (const chunk of file.stream(0, file.size, { signal })) {
        take(chunk, false);
        await breather.breathe();
        hits.tick();
        if (hits.isCut) return true;
      }
      scanner.push(NOTHING, true);
      searched.files += 1;
      return true;
    } catch (error) {
      if (!(error instanceof ContentFault) && !isFaultOfLayer(error)) throw error;
      return false;
    }
  }
}

const NOTHING = new Uint8Array(0);

/** Damage ends the reading of a layer; a pattern that is refused ends the search. */
const isFaultOfLayer = (error: unknown): boolean => error instanceof DumpError && error.info.code !== 'pattern-invalid';
