/** The widest number: every column starts at a multiple of it. Bytes. */
const ALIGNMENT = 8;

/** What was gathered in blocks, and can be moved to one place. */
export interface GrownColumn {
  readonly byteLength: number;
  /** @returns the column where it is now; the one it came from is empty */
  moveTo(buffer: ArrayBuffer, start: number): ArrayBufferView<ArrayBuffer>;
}

type Packed<Columns extends Readonly<Record<string, GrownColumn>>> = {
  readonly [Name in keyof Columns]: ReturnType<Columns[Name]['moveTo']>;
};

/**
 * Moves columns one behind the other into one buffer of their own: so a layer is moved between threads as one, and kept in
 * IndexedDB as one. Their blocks go to whoever needs some next as soon as they are copied, so that never all are there twice.
 */
export function packColumns<Columns extends Readonly<Record<string, GrownColumn>>>(columns: Columns): Packed<Columns> {
  let length = 0;
  const places = Object.entries(columns).map(([name, column]) => {
    const start = length;
    length += Math.ceil(column.byteLength / ALIGNMENT) * ALIGNMENT;
    return { name, column, start };
  });
  const buffer = new ArrayBuffer(length);
  return Object.fromEntries(
    places.map(({ name, column, start }) => [name, column.moveTo(buffer, start)]),
  ) as Packed<Columns>;
}
