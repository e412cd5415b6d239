/** An element of the list: `key` is its own for as long as it is in the document, `index` the row that it shows now. */
export interface RowSlot {
  readonly key: number;
  readonly index: number;
}

/**
 * Hands the rows to show to the elements that are there: a row stays in the element it is in, and an element whose row is no
 * longer shown takes a new one, so that scrolling changes what elements say and makes none. The focus stays with its row for
 * that reason too. Elements keep their order in the document: see `inOrder`.
 * @param places the rows to show, each once
 */
export function nextSlots(before: readonly RowSlot[], places: readonly number[]): readonly RowSlot[] {
  const shown = new Set(before.map(({ index }) => index));
  const coming = places.filter((index) => !shown.has(index));
  if (coming.length === 0 && before.length === places.length) return before;
  const wanted = new Set(places);
  let taken = 0;
  const slots = before.flatMap((slot): RowSlot[] => {
    if (wanted.has(slot.index)) return [slot];
    const index = coming[taken];
    if (index === undefined) return [];
    taken += 1;
    return [{ key: slot.key, index }];
  });
  const newKey = 1 + before.reduce((most, { key }) => Math.max(most, key), -1);
  return [...slots, ...coming.slice(taken).map((index, i) => ({ key: newKey + i, index }))];
}

/** The elements in the order of their rows, as the document is read aloud; the same list when they are. */
export function inOrder(slots: readonly RowSlot[]): readonly RowSlot[] {
  const isSorted = slots.every(({ index }, i) => i === 0 || (slots[i - 1]?.index ?? -1) < index);
  return isSorted ? slots : slots.toSorted((a, b) => a.index - b.index);
}
