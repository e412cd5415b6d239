import { fromBinary, toBinary } from '../bytes/byte-names.ts';
import { DumpError } from '../errors.ts';
import { LAYER_ATTRIBUTE_BYTES } from '../limits.ts';
import type { TarHeader } from '../tar/tar-entry.ts';
import { TAR_FORMATS } from './entry-attributes.ts';
import { StringColumn } from './string-column.ts';

/**
 * What many entries of a layer have in common beyond their numbers (format, names of owners, extended attributes), each
 * combination once. `entryAttributes` reads it back.
 */
export class AttributeTableBuilder {
  /** By number. */
  readonly sets = new StringColumn();
  readonly #places = new Map<string, number>();
  #last: TarHeader | null = null;
  #lastPlace = 0;

  /** The number of the entry's combination. @throws DumpError `limit-reached` above `LAYER_ATTRIBUTE_BYTES` */
  add(entry: TarHeader): number {
    if (this.#last && isAlike(this.#last, entry)) return this.#lastPlace;
    const set = packed(entry);
    let place = this.#places.get(set);
    if (place === undefined) {
      if (this.sets.bytes.byteLength + set.length > LAYER_ATTRIBUTE_BYTES) {
        const data = { limit: 'LAYER_ATTRIBUTE_BYTES', value: LAYER_ATTRIBUTE_BYTES };
        throw new DumpError({ code: 'limit-reached', data });
      }
      place = this.#places.size;
      this.#places.set(set, place);
      this.sets.push(fromBinary(set));
    }
    this.#last = entry;
    this.#lastPlace = place;
    return place;
  }
}

/** Neighbours in a tar mostly are, and this is far cheaper than a map. */
const isAlike = (a: TarHeader, b: TarHeader): boolean =>
  a.format === b.format &&
  a.sparse === b.sparse &&
  a.userName === b.userName &&
  a.groupName === b.groupName &&
  a.xattrs.length === 0 &&
  b.xattrs.length === 0;

/** Format, flags, then names and values each behind its length: extended attributes sorted by name stand last. */
function packed({ format, sparse, userName, groupName, xattrs }: TarHeader): string {
  const start = String.fromCharCode(TAR_FORMATS.indexOf(format), sparse ? 1 : 0);
  const rest = xattrs.map(({ name, value, applied }) => {
    return String.fromCharCode(applied ? 1 : 0) + withLength(name) + withLength(toBinary(value));
  });
  return start + withLength(userName) + withLength(groupName) + rest.join('');
}

const withLength = (text: string): string =>
  String.fromCharCode(...[0, 8, 16, 24].map((shift) => (text.length >>> shift) & 0xff)) + text;
