import { toBinary } from '../bytes/byte-names.ts';
import type { TarFormat, Xattr } from '../tar/tar-entry.ts';
import type { LayerEntries } from './layer-entries.ts';

/** Codes of packed attribute sets. */
export const TAR_FORMATS: readonly TarFormat[] = ['v7', 'ustar', 'star', 'gnu', 'pax'];

/** What a header says of an entry beyond the columns. Names are binary strings: one character per byte. */
export interface EntryAttributes {
  readonly format: TarFormat;
  /** The content lies in pieces; `sizes` has the size it unpacks to. */
  readonly sparse: boolean;
  readonly userName: string;
  readonly groupName: string;
  /** Sorted by name. Values are copies. */
  readonly xattrs: readonly Xattr[];
}

/** Reads the attribute set of entry `i`. */
export const entryAttributes = (entries: LayerEntries, i: number): EntryAttributes =>
  attributesOfSet(entries, entries.attributeSets[i] ?? 0);

/** Reads attribute set `number`, from 0 to less than `attributeEnds.length`: entries that are alike have one. */
export function attributesOfSet(entries: LayerEntries, number: number): EntryAttributes {
  const set = setBytes(entries, number);
  let at = 2;
  const next = (): Uint8Array => {
    const length = new DataView(set.buffer, set.byteOffset + at, 4).getUint32(0, true);
    at += 4 + length;
    return set.subarray(at - length, at);
  };
  const userName = toBinary(next());
  const groupName = toBinary(next());
  const xattrs: Xattr[] = [];
  while (at < set.length) {
    const applied = set[at] === 1;
    at += 1;
    xattrs.push({ name: toBinary(next()), value: next().slice(), applied });
  }
  return { format: TAR_FORMATS[set[0] ?? 0] ?? 'v7', sparse: set[1] === 1, userName, groupName, xattrs };
}

/** True when both entries have the same extended attributes, with the same values, of those that engines apply. */
export function haveSameXattrs(a: LayerEntries, i: number, b: LayerEntries, k: number): boolean {
  if (a === b && a.attributeSets[i] === b.attributeSets[k]) return true;
  if (!hasXattrs(a, i) && !hasXattrs(b, k)) return true;
  const text = (entries: LayerEntries, at: number) =>
    entryAttributes(entries, at)
      .xattrs.filter(({ applied }) => applied)
      .map(({ name, value }) => `${name.length}:${name}${value.length}:${toBinary(value)}`)
      .join('');
  return text(a, i) === text(b, k);
}

/** Without unpacking the set. */
export function hasXattrs(entries: LayerEntries, i: number): boolean {
  const set = attributeBytes(entries, i);
  const user = 6 + lengthAt(set, 2);
  return set.length > user + 4 + lengthAt(set, user);
}

/** Without unpacking the set. */
export const isSparse = (entries: LayerEntries, i: number): boolean => attributeBytes(entries, i)[1] === 1;

const attributeBytes = (entries: LayerEntries, i: number): Uint8Array =>
  setBytes(entries, entries.attributeSets[i] ?? 0);

const setBytes = ({ attributes, attributeEnds }: LayerEntries, set: number): Uint8Array =>
  attributes.subarray(attributeEnds[set - 1] ?? 0, attributeEnds[set] ?? 0);

const lengthAt = (set: Uint8Array, at: number): number =>
  ((set[at] ?? 0) | ((set[at + 1] ?? 0) << 8) | ((set[at + 2] ?? 0) << 16) | ((set[at + 3] ?? 0) << 24)) >>> 0;
