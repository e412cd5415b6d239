import { xattrName } from '../tar/read-xattrs.ts';
import type { HeaderBlock } from './header-blocks.ts';
import { headerBlocks } from './header-blocks.ts';
import { paxRows } from './pax-rows.ts';
import type { PaxRow } from './pax-rows.ts';

/** A pax record that stands for an entry. */
export interface PaxRecord {
  /** One character per byte. */
  readonly key: string;
  readonly value: Uint8Array;
  /** `global`: from a header for all entries behind it. */
  readonly from: 'entry' | 'global';
  /** Why it does not count: its key comes again, or another pax header of the entry takes the place of its own. */
  readonly passedOver: 'again' | 'header' | null;
}

/** The pieces of a sparse map, version 0.0: these come again and again, and all of them count. */
const REPEATED: ReadonlySet<string> = new Set(['GNU.sparse.offset', 'GNU.sparse.numbytes']);

/**
 * The records of the entry's own pax header, in their order. Of several headers before one entry the last counts, and of a
 * key that comes twice the last record.
 * @param headerAt where the entry's header block lies in `bytes`, as `headerBlocks` takes it
 * @param xattrs names of the extended attributes that are told elsewhere: their records are left out
 */
export function entryPax(bytes: Uint8Array, headerAt: number, xattrs: ReadonlySet<string>): PaxRecord[] {
  const headers = rowsOf(bytes, headerAt, 'pax');
  return headers.flatMap((rows, i) => {
    const isLast = i === headers.length - 1;
    const lastOf = new Map(rows.map((row) => [row.key, row]));
    return rows.flatMap((row): PaxRecord[] => {
      const { key, value } = row;
      const isAgain = lastOf.get(key) !== row && !REPEATED.has(key);
      const passedOver = !isLast ? 'header' : isAgain ? 'again' : null;
      const xattr = xattrName(key);
      if (passedOver === null && xattr !== null && xattrs.has(xattr)) return [];
      return [{ key, value, from: 'entry', passedOver }];
    });
  });
}

/** The records of all global headers among these bytes, in their order; see `entryPax`. */
export const globalPax = (bytes: Uint8Array, headerAt: number): PaxRow[] => rowsOf(bytes, headerAt, 'global').flat();

/**
 * The global records in force for an entry: of each key the last; none that the entry's own header has, and none that was
 * taken back with an empty value.
 * @see POSIX.1-2017 pax, "pax Extended Header"
 */
export function globalInForce(rows: readonly PaxRow[], own: readonly PaxRecord[]): PaxRecord[] {
  const last = new Map(rows.map(({ key, value }) => [key, value]));
  for (const { key, passedOver } of own) if (passedOver === null) last.delete(key);
  return [...last].flatMap(([key, value]): PaxRecord[] =>
    value.length === 0 ? [] : [{ key, value, from: 'global', passedOver: null }],
  );
}

/** One list for each header of that kind. */
const rowsOf = (bytes: Uint8Array, headerAt: number, wanted: HeaderBlock['kind']): PaxRow[][] =>
  headerBlocks(bytes, headerAt)
    .filter(({ kind }) => kind === wanted)
    .map(({ contentStart, contentEnd }) => paxRows(bytes.subarray(contentStart, contentEnd)));
