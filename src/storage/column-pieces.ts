import type { LayerEntries } from '../core/layer/layer-entries.ts';
import type { KeptCheck } from './kept-dump.ts';

/** What the browser stores it copies, several times over: no more than this at once. */
export const PIECE_BYTES = 4 * 2 ** 20;
/**
 * Up to here columns are stored with their check. Chromium makes every record that holds its own key anew to read the key in
 * it: the copies of a thousand layers would wait for a collector of garbage that hardly sees them. Pieces have theirs beside.
 */
export const INLINE_BYTES = 64 * 2 ** 10;

const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, Float64Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** The columns of a layer whose buffer is kept beside, in pieces of at most `PIECE_BYTES`. */
export interface ColumnPlaces {
  /** Of the whole buffer. */
  readonly bytes: number;
  /** `start` in bytes, `length` in numbers. */
  readonly columns: readonly {
    readonly name: string;
    readonly array: ArrayName;
    readonly start: number;
    readonly length: number;
  }[];
}

/** As it is stored: columns of more than `INLINE_BYTES` are left out. */
export type StoredCheck = KeptCheck & { readonly places?: ColumnPlaces };

/**
 * Takes the columns of a layer out of a check, unless they are few: all columns of a layer lie in one buffer.
 * @returns the buffer too; null where the check is stored as it is
 */
export function withoutColumns(kept: KeptCheck): { stored: StoredCheck; buffer: ArrayBuffer | null } {
  const { layer } = kept.check;
  const views = Object.values(layer?.entries ?? {}).filter((value) => ArrayBuffer.isView(value));
  const buffer = views[0]?.buffer;
  if (!layer || !(buffer instanceof ArrayBuffer) || buffer.byteLength <= INLINE_BYTES)
    return { stored: kept, buffer: null };
  const columns: ColumnPlaces['columns'][number][] = [];
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(layer.entries) as [string, unknown][]) {
    const array = ArrayBuffer.isView(value) && value.buffer === buffer ? arrayName(value) : undefined;
    if (array === undefined) rest[name] = value;
    else {
      const { byteOffset: start, length } = value as Uint8Array;
      columns.push({ name, array, start, length });
    }
  }
  const entries = rest as unknown as LayerEntries;
  const check = { ...kept.check, layer: { ...layer, entries } };
  return { stored: { ...kept, check, places: { bytes: buffer.byteLength, columns } }, buffer };
}

/** A buffer in pieces. Each is valid until the next one is asked for: its memory is then filled again. */
export function* piecesOf(buffer: ArrayBuffer): Generator<Uint8Array<ArrayBuffer>, void> {
  const all = new Uint8Array(buffer);
  if (all.length <= PIECE_BYTES) {
    yield all;
    return;
  }
  let piece = new Uint8Array(0);
  for (let start = 0; start < all.length; start += PIECE_BYTES) {
    const bytes = all.subarray(start, start + PIECE_BYTES);
    // A view would be stored with all of the buffer it looks at.
    if (piece.length === bytes.length) piece.set(bytes);
    else piece = bytes.slice();
    yield piece;
  }
}

/** The check as it was. @returns null when pieces are missing or others than were stored */
export function withColumns(
  { places, ...kept }: StoredCheck,
  pieces: readonly Uint8Array<ArrayBuffer>[],
): KeptCheck | null {
  const { layer } = kept.check;
  if (!places || !layer) return kept;
  if (pieces.reduce((sum, { length }) => sum + length, 0) !== places.bytes) return null;
  const all = new Uint8Array(places.bytes);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  const columns = Object.fromEntries(
    places.columns.map(({ name, array, start, length }) => [name, new ARRAYS[array](all.buffer, start, length)]),
  );
  const entries = { ...layer.entries, ...columns };
  return { ...kept, check: { ...kept.check, layer: { ...layer, entries } } };
}

const arrayName = (view: ArrayBufferView): ArrayName | undefined =>
  (Object.keys(ARRAYS) as ArrayName[]).find((name) => view instanceof ARRAYS[name]);
