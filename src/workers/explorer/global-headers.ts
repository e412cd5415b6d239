import { globalPax } from '../../core/content/pax-record.ts';
import type { PaxRow } from '../../core/content/pax-rows.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { TAR_BLOCK } from '../../core/tar/tar-block.ts';
import { endOfContent, endOfSparse, MOST_BYTES_BEFORE } from './entry-header.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { gatherLayer } from './gather-layer.ts';

/** Read of one layer, all in all: a tar has its global headers at its start, and millions of records are no reason to wait. */
const MOST_BYTES = 256 * 2 ** 20;
/** Held at once. Nearer to each other than this, gaps are read in one go: a packed layer is opened no closer than that. */
const STRETCH_BYTES = 4 * 2 ** 20;
/** What a look at the header of a sparse entry costs, about: a packed layer is unpacked on the way there. */
const LOOK_BYTES = 512 * 2 ** 10;
/** Of all global records of a layer together; real ones are some hundred bytes. */
const KEPT_BYTES = 2 ** 20;

/** Bytes between two entries of a tar: the records of the second, and global headers. */
interface Gap {
  readonly start: number;
  readonly end: number;
  /** The entry behind it. */
  readonly index: number;
}

/** The global pax headers of one layer, looked for as far into it as an entry was asked for. */
export class GlobalHeaders {
  readonly #session: ExplorerSession;
  readonly #layerPath: string;
  readonly #entries: LayerEntries;
  /** The first entry whose gap was not looked into yet. */
  #next = 0;
  readonly #found: { readonly index: number; readonly rows: readonly PaxRow[] }[] = [];
  #keptBytes = 0;
  #readBytes = 0;
  /** From this entry on something may be missing. */
  #partialFrom = Infinity;

  constructor(session: ExplorerSession, layerPath: string, entries: LayerEntries) {
    this.#session = session;
    this.#layerPath = layerPath;
    this.#entries = entries;
  }

  /**
   * All global records before an entry, in their order.
   * @returns isPartial: not everything before it could be looked through
   * @throws `signal.reason` after an abort; as `session.readLayer`
   */
  async before(
    index: number,
    signal: AbortSignal,
  ): Promise<{ readonly rows: readonly PaxRow[]; readonly isPartial: boolean }> {
    while (this.#next <= index && this.#partialFrom > index) await this.#readOn(index, signal);
    const rows = this.#found.filter((found) => found.index <= index).flatMap((found) => found.rows);
    return { rows, isPartial: this.#partialFrom <= index };
  }

  /** Looks into the gaps that come next, as far as one stretch holds them. */
  async #readOn(last: number, signal: AbortSignal): Promise<void> {
    const from = this.#next;
    const gaps: Gap[] = [];
    let next = from;
    for (; next <= last; next++) {
      const start = endOfContent(this.#entries, next - 1) ?? (await this.#endOfSparse(next - 1, signal));
      if (this.#readBytes > MOST_BYTES) break;
      const end = this.#entries.headerOffsets[next] ?? 0;
      // One header block and one of records are the least that says anything.
      if (end - start < 2 * TAR_BLOCK) continue;
      if (gaps.length > 0 && end - (gaps[0]?.start ?? 0) > STRETCH_BYTES) break;
      gaps.push({ start, end, index: next });
    }
    const [first, final] = [gaps[0], gaps.at(-1)];
    const wanted = first && final ? final.end - first.start : 0;
    if (wanted > MOST_BYTES_BEFORE || this.#readBytes + wanted > MOST_BYTES) {
      this.#partialFrom = Math.min(this.#partialFrom, first?.index ?? next);
      return;
    }
    const bytes = first ? await this.#gather(first.start, first.start + wanted, signal) : null;
    // Asked for twice at the same time: the other one was quicker.
    if (this.#next !== from) return;
    if (first && bytes) this.#take(gaps, bytes, first.start);
    this.#next = next;
  }

  #take(gaps: readonly Gap[], bytes: Uint8Array, offset: number): void {
    this.#readBytes += bytes.length;
    for (const { start, end, index } of gaps) {
      const rows = globalPax(bytes.subarray(start - offset, end - offset), end - start);
      if (rows.length === 0) continue;
      const copies = rows.map((row) => ({ ...row, value: row.value.slice() }));
      this.#keptBytes += copies.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
      if (this.#keptBytes > KEPT_BYTES) {
        this.#partialFrom = Math.min(this.#partialFrom, index);
        return;
      }
      this.#found.push({ index, rows: copies });
    }
  }

  #gather(start: number, end: number, signal: AbortSignal): Promise<Uint8Array> {
    return gatherLayer(this.#session, this.#layerPath, start, end, { signal });
  }

  #endOfSparse(index: number, signal: AbortSignal): Promise<number> {
    this.#readBytes += LOOK_BYTES;
    return endOfSparse(this.#session, this.#layerPath, this.#entries, index, { signal });
  }
}
