import type { DumpFile, Reference, Relation } from '../core/dump/dump-model.ts';
import { digestFromBlobPath } from '../core/oci/digest.ts';

const COLUMNS = 8;
const NOTHING = -1;
/** A digest that is the one the target's path claims. */
const AS_PATH = -2;
/** From here down a path is a text, not the place of a file. */
const FIRST_TEXT = -2;
const PRESENT = 1;
const OPTIONAL = 2;

/**
 * References as numbers: into the files of the model, and into the texts that stand beside them. As objects each would come
 * with five long texts of its own, of which the model has all but a few already.
 */
export interface PackedReferences {
  readonly count: number;
  readonly texts: readonly string[];
  /** COLUMNS of each: from, pointer, relation, digest, path, media type, label, marks. */
  readonly numbers: Int32Array;
  /** As descriptors say; NOTHING where they do not. */
  readonly sizes: Float64Array;
}

/** @param files those of the model, sorted by path */
export function packReferences(references: readonly Reference[], files: readonly DumpFile[]): PackedReferences {
  const numbers = new Int32Array(references.length * COLUMNS);
  const texts = new Map<string, number>();
  const text = (value: string | null): number => {
    if (value === null) return NOTHING;
    const place = texts.get(value) ?? texts.size;
    texts.set(value, place);
    return place;
  };
  const file = (path: string | null): number => {
    if (path === null) return NOTHING;
    const place = placeOf(path, files);
    return place === NOTHING ? FIRST_TEXT - text(path) : place;
  };
  for (const [
    i,
    { from, pointer, relation, digest, path, mediaType, label, present, optional },
  ] of references.entries()) {
    const isAsPath = digest !== null && path !== null && digest === digestFromBlobPath(path);
    const marks = (present ? PRESENT : 0) | (optional ? OPTIONAL : 0);
    const named = isAsPath ? AS_PATH : text(digest);
    numbers.set(
      [file(from), text(pointer), text(relation), named, file(path), text(mediaType), text(label), marks],
      i * COLUMNS,
    );
  }
  const sizes = Float64Array.from(references, ({ size }) => size ?? NOTHING);
  return { count: references.length, texts: [...texts.keys()], numbers, sizes };
}

/** The same references as were packed. @param files the same files */
export function unpackReferences(packed: PackedReferences, files: readonly DumpFile[]): Reference[] {
  const { texts, numbers, sizes } = packed;
  const text = (place: number): string | null => (place < 0 ? null : (texts[place] ?? null));
  const pathAt = (place: number): string | null =>
    place >= 0 ? (files[place]?.path ?? null) : place === NOTHING ? null : text(FIRST_TEXT - place);
  return Array.from({ length: packed.count }, (_, i): Reference => {
    const [from = 0, pointer = 0, relation = 0, digest = 0, target = 0, mediaType = 0, label = 0, marks = 0] =
      numbers.subarray(i * COLUMNS, (i + 1) * COLUMNS);
    const path = pathAt(target);
    const size = sizes[i] ?? NOTHING;
    return {
      from: pathAt(from) ?? '',
      pointer: text(pointer) ?? '',
      relation: text(relation) as Relation,
      digest: digest === AS_PATH && path !== null ? digestFromBlobPath(path) : text(digest),
      path,
      present: (marks & PRESENT) !== 0,
      size: size === NOTHING ? null : size,
      mediaType: text(mediaType),
      optional: (marks & OPTIONAL) !== 0,
      label: text(label) ?? '',
    };
  });
}

/** By halves: a table of all paths would have to be kept from part to part. */
function placeOf(path: string, files: readonly DumpFile[]): number {
  let [low, high] = [0, files.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((files[middle]?.path ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return files[low]?.path === path ? low : NOTHING;
}
