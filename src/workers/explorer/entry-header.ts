import { isSparse } from '../../core/layer/entry-attributes.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { parseTarNumber } from '../../core/tar/parse-number.ts';
import { TAR_BLOCK } from '../../core/tar/tar-block.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { gatherLayer } from './gather-layer.ts';

/** Records before an entry: a pax header and two GNU names of a MiB each are the most a layer may have. */
const MOST_BYTES = 4 * 2 ** 20;

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
): Promise<EntryHeader> {
  const header = entries.headerOffsets[index] ?? 0;
  const end = entries.dataOffsets[index] ?? header + TAR_BLOCK;
  const before = index === 0 ? 0 : await endOfEntry(session, layerPath, entries, index - 1);
  // A sound layer has it so. In one that lies, the header block alone is shown.
  const offset = before <= header && header - before <= MOST_BYTES ? before : header;
  const bytes = await gatherLayer(session, layerPath, offset, Math.min(end, header + MOST_BYTES));
  return { bytes, offset, headerAt: header - offset };
}

async function endOfEntry(
  session: ExplorerSession,
  layerPath: string,
  entries: LayerEntries,
  index: number,
): Promise<number> {
  let stored = entries.sizes[index] ?? 0;
  const dataOffset = entries.dataOffsets[index] ?? 0;
  if (isSparse(entries, index)) {
    // What is stored of it is shorter than the file; only its header says how long.
    const headerOffset = entries.headerOffsets[index] ?? 0;
    const block = await gatherLayer(session, layerPath, headerOffset, headerOffset + TAR_BLOCK);
    stored = parseTarNumber(block.subarray(124, 136), headerOffset + 124);
  }
  return dataOffset + Math.ceil(stored / TAR_BLOCK) * TAR_BLOCK;
}
