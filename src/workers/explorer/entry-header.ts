import { isSparse } from '../../core/layer/entry-attributes.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import type { ReadUnpackedOptions } from '../../core/layer/read-unpacked.ts';
import { parseTarNumber } from '../../core/tar/parse-number.ts';
import { TAR_BLOCK } from '../../core/tar/tar-block.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { gatherLayer } from './gather-layer.ts';

/** Records before an entry: a pax header and two GNU names of a MiB each are the most a layer may have. */
export const MOST_BYTES_BEFORE = 4 * 2 ** 20;

export interface EntryHeader {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where they start in the uncompressed tar. */
  readonly offset: number;
  /** Where the entry's own header block lies in them. */
  readonly headerAt: number;
}

/** Everything that stands before an entry's content and belongs to it: from the end of the entry before. */
export async function readEntryHeader(
  session: ExplorerSession,
  layerPath: string,
  entries: LayerEntries,
  index: number,
  options: ReadUnpackedOptions = {},
): Promise<EntryHeader> {
  const header = entries.headerOffsets[index] ?? 0;
  const end = entries.dataOffsets[index] ?? header + TAR_BLOCK;
  const before =
    endOfContent(entries, index - 1) ?? (await endOfSparse(session, layerPath, entries, index - 1, options));
  // A sound layer has it so. In one that lies, the header block alone is shown.
  const offset = before <= header && header - before <= MOST_BYTES_BEFORE ? before : header;
  const bytes = await gatherLayer(session, layerPath, offset, Math.min(end, header + MOST_BYTES_BEFORE), options);
  return { bytes, offset, headerAt: header - offset };
}

/** Where an entry ends, filled up to whole blocks; 0 for the one before the first. Null for a sparse one: see `endOfSparse`. */
export function endOfContent(entries: LayerEntries, index: number): number | null {
  if (index < 0) return 0;
  return isSparse(entries, index) ? null : (entries.dataOffsets[index] ?? 0) + padded(entries.sizes[index] ?? 0);
}

/** The same of a sparse entry. What is stored of it is shorter than the file; only its header says how long. */
export async function endOfSparse(
  session: ExplorerSession,
  layerPath: string,
  entries: LayerEntries,
  index: number,
  options: ReadUnpackedOptions = {},
): Promise<number> {
  const headerOffset = entries.headerOffsets[index] ?? 0;
  const block = await gatherLayer(session, layerPath, headerOffset, headerOffset + TAR_BLOCK, options);
  const stored = parseTarNumber(block.subarray(124, 136), headerOffset + 124);
  return (entries.dataOffsets[index] ?? 0) + padded(stored);
}

const padded = (size: number): number => Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
