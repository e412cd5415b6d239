import { toBinary } from '../bytes/byte-names.ts';

/** One record as written: also what no engine knows, and records that come twice. Offsets count from the bytes given. */
export interface PaxRow {
  readonly start: number;
  readonly end: number;
  /** One character per byte. */
  readonly key: string;
  readonly value: Uint8Array;
}

const MOST_ROWS = 100_000;

/**
 * All records of a pax header in their order; ends at the first that breaks the form.
 * @see POSIX.1-2017 pax, "pax Extended Header"
 */
export function paxRows(bytes: Uint8Array): PaxRow[] {
  const rows: PaxRow[] = [];
  for (let at = 0; at < bytes.length && rows.length < MOST_ROWS;) {
    const blank = bytes.indexOf(0x20, at);
    if (blank < 0 || blank === at || blank - at > 16) break;
    const length = toBinary(bytes.subarray(at, blank));
    const end = /^\d+$/.test(length) ? at + Number(length) : -1;
    const equals = bytes.indexOf(0x3d, blank);
    if (end > bytes.length || end < blank + 3 || bytes[end - 1] !== 0x0a || equals < 0 || equals >= end) break;
    rows.push({
      start: at,
      end,
      key: toBinary(bytes.subarray(blank + 1, equals)),
      value: bytes.subarray(equals + 1, end - 1),
    });
    at = end;
  }
  return rows;
}
