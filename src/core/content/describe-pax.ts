import { decodeName, fromBinary } from '../bytes/byte-names.ts';
import type { PaxRecordText } from './content.ts';
import { paxMeaning } from './pax-meaning.ts';
import { paxNote } from './pax-notes.ts';
import type { PaxRecord } from './pax-record.ts';

const UNKNOWN = 'A key that Tallyman does not know: engines pass it over.';
const EMPTY = 'Empty: the header’s own field counts, if it has one.';
const PASSED_OVER = {
  again: 'It does not count: the same key comes again behind it.',
  header: 'It does not count: another pax header follows it, and the last one does.',
} as const;
/** Keys are a few dozen characters; a hostile one may be a MiB long. */
const KEY_BYTES = 256;

/** A record for people: its key, the first `most` bytes of its value, and what it means in one line. */
export function describePax({ key, value, from, passedOver }: PaxRecord, most: number): PaxRecordText {
  const meaning = paxMeaning(key, value);
  const parts = [
    passedOver === null ? null : PASSED_OVER[passedOver],
    meaning === null ? null : `${meaning}.`,
    value.length === 0 ? EMPTY : null,
    paxNote(key) ?? UNKNOWN,
  ];
  const shown = value.subarray(0, most < value.length ? endOfCharacter(value, most) : value.length);
  return {
    key: decodeName(fromBinary(key.slice(0, KEY_BYTES))) + (key.length > KEY_BYTES ? '…' : ''),
    value: decodeName(shown),
    valueBytes: value.length,
    isCut: shown.length < value.length,
    from,
    note: parts.filter((part) => part !== null).join(' '),
  };
}

/** No character is cut in two; of what is no UTF-8 nothing is left out for that. */
function endOfCharacter(value: Uint8Array, end: number): number {
  for (let at = end; at > Math.max(0, end - 4); at--) if (((value[at] ?? 0) & 0xc0) !== 0x80) return at;
  return end;
}
