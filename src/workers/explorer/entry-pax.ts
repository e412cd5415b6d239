import type { ContentRef, PaxPage } from '../../core/content/content.ts';
import { describePax } from '../../core/content/describe-pax.ts';
import { entryPax, globalInForce, type PaxRecord } from '../../core/content/pax-record.ts';
import { entryAttributes } from '../../core/layer/entry-attributes.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { TAR_META_BYTES } from '../../core/limits.ts';
import { readEntryHeader } from './entry-header.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { GlobalHeaders } from './global-headers.ts';

/** Records of one answer. */
const PAGE_RECORDS = 200;
/** Of all values of one answer together: one record may be as large as its header, and then it comes alone. */
const PAGE_BYTES = TAR_META_BYTES;

/** The pax records of entries. What is known of a layer's global headers is kept for as long as its entries are. */
export class EntryPax {
  readonly #session: () => ExplorerSession;
  readonly #globals = new WeakMap<LayerEntries, GlobalHeaders>();

  constructor(session: () => ExplorerSession) {
    this.#session = session;
  }

  async page(
    params: ContentRef & { readonly first: number; readonly count: number; readonly valueBytes: number },
    signal: AbortSignal,
  ): Promise<PaxPage> {
    const { layerPath, index, first, count, valueBytes } = params;
    const session = this.#session();
    const entries = session.readingOf(layerPath)?.entries;
    if (!entries || !(index >= 0 && index < entries.count)) return { records: [], total: 0, isPartial: false };
    const own = await ownRecords(session, layerPath, entries, index, signal);
    const globals = this.#globalsOf(session, layerPath, entries);
    const { rows, isPartial } = await globals.before(index, signal);
    const all = [...own.records, ...globalInForce(rows, own.records)];
    const start = Math.max(0, first);
    const asked = all.slice(start, start + Math.min(count, PAGE_RECORDS));
    const most = Math.min(Math.max(0, valueBytes), Math.floor(PAGE_BYTES / Math.max(1, asked.length)));
    const records = asked.map((record) => describePax(record, most));
    return { records, total: all.length, isPartial: isPartial || own.isPartial };
  }

  #globalsOf(session: ExplorerSession, layerPath: string, entries: LayerEntries): GlobalHeaders {
    const known = this.#globals.get(entries);
    if (known) return known;
    const made = new GlobalHeaders(session, layerPath, entries);
    this.#globals.set(entries, made);
    return made;
  }
}

async function ownRecords(
  session: ExplorerSession,
  layerPath: string,
  entries: LayerEntries,
  index: number,
  signal: AbortSignal,
): Promise<{ readonly records: readonly PaxRecord[]; readonly isPartial: boolean }> {
  const { format, xattrs } = entryAttributes(entries, index);
  if (format !== 'pax') return { records: [], isPartial: false };
  const { bytes, headerAt } = await readEntryHeader(session, layerPath, entries, index, { signal });
  const told = new Set(xattrs.map(({ name }) => name));
  // It has a pax header, so something stands before its own: if not here, then too much does.
  return { records: entryPax(bytes, headerAt, told), isPartial: headerAt === 0 };
}
