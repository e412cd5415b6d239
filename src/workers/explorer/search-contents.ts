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

/** Of all files those above one size up to another, in bytes. */
export interface SearchedSizes {
  readonly above: number;
  readonly upTo: number;
}

/** What lies between two files wanted is read along up to this; from there on going to the next place costs less. */
const GAP_BYTES = 16 * 2 ** 20;

const isOfSizes = ({ sizes }: LayerEntries, index: number, { above, upTo }: SearchedSizes): boolean =>
  (sizes[index] ?? 0) > above && (sizes[index] ?? 0) <= upTo;

/** Files of a layer that are read in one go, in the order of its tar. */
function runsOf(session: ExplorerSession, { entries, path }: SearchedLayer, of: SearchedSizes): number[][] {
  const reading = session.readingOf(path);
  const isPacked = reading?.compression === 'gzip' || reading?.compression === 'zstd';
  // Without checkpoints every place is reached from the start only.
  const gap = isPacked && reading.checkpoints.count === 0 ? Infinity : GAP_BYTES;
  const runs: number[][] = [];
  let end = -Infinity;
  for (let index = 0; index < entries.count; index++) {
    if (!liesInOneStretch(entries, index) || !isOfSizes(entries, index, of)) continue;
    const run = runs.at(-1);
    if (run && (entries.dataOffsets[index] ?? 0) - end <= gap) run.push(index);
    else runs.push([index]);
    end = contentEnd(entries, index);
  }
  return runs;
}

const rangeOf = (entries: LayerEntries, run: readonly number[]): { start: number; end: number } => ({
  start: entries.dataOffsets[run[0] ?? 0] ?? 0,
  end: contentEnd(entries, run.at(-1) ?? 0),
});

/** How much of a layer's tar must be read, in bytes. */
export function bytesToRead(session: ExplorerSession, layer: SearchedLayer, of: SearchedSizes): number {
  const ranges = runsOf(session, layer, of).map((run) => rangeOf(layer.entries, run));
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Searches the contents of a layer's files of these sizes, in the order of its tar. @throws DumpError `pattern-invalid` */
export async function searchContents(
  session: ExplorerSession,
  image: ImageExplorer,
  layer: SearchedLayer,
  of: SearchedSizes,
  search: { readonly finder: Finder; readonly isHex: boolean; readonly hits: SearchHits },
  { signal, breather }: { readonly signal: AbortSignal; readonly breather: Breather },
): Promise<SearchedContents> {
  const { entries, path } = layer;
  const { hits } = search;
  const searched: SearchedContents = { files: 0, bytes: 0, skippedFiles: 0, isDamaged: false };
  let index = 0;
  const scanner = new FileScanner(search.finder, search.isHex, ({ excerpt: { text, start, end }, ...hit }) =>
    hits.add({ ...placeOf(image, layer, index), index, ...hit, excerpt: text, hitStart: start, hitEnd: end }),
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
  for (const run of runsOf(session, layer, of)) {
    await searchRun(run);
    if (searched.isDamaged || hits.isCut) break;
  }
  const sparse = sparseFiles(entries, of);
  for (const at of sparse) {
    if (hits.isCut) break;
    if ((entries.sizes[at] ?? 0) > SPARSE_BYTES) searched.skippedFiles += 1;
    else if (!(await searchSparse(at))) searched.skippedFiles += 1;
  }
  return searched;

  async function searchRun(run: readonly number[]): Promise<void> {
    const range = rangeOf(entries, run);
    const cutter = new ContentCutter(entries, run, range.start, { begin, take, end });
    try {
      for await (const chunk of session.readLayer(path, range, { signal })) {
        for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
          const piece = chunk.subarray(from, from + PIECE_BYTES);
          cutter.push(piece);
          hits.done += piece.length;
          await breather.breathe();
          hits.tick();
          if (hits.isCut) return;
        }
      }
    } catch (error) {
      if (!isFaultOfLayer(error)) throw error;
      searched.isDamaged = true;
    }
    cutter.finish();
  }

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

function sparseFiles(entries: LayerEntries, of: SearchedSizes): number[] {
  const found: number[] = [];
  for (let index = 0; index < entries.count; index++) {
    const isHere = entryType(entries, index) === 'file' && isOfSizes(entries, index, of);
    if (isHere && isSparse(entries, index)) found.push(index);
  }
  return found;
}

/** Damage ends the reading of a layer; a pattern that is refused ends the search. */
const isFaultOfLayer = (error: unknown): boolean => error instanceof DumpError && error.info.code !== 'pattern-invalid';
