/** Rows drawn beyond the edges, so that quick scrolling meets no gap. */
const BEYOND = 6;

/**
 * Places of the rows to draw: those in sight, and the one with the focus, which scrolling away would otherwise lose.
 * @param stop the row that Tab comes to
 * @param top, height of what is seen, in the unit of `rowHeight`
 */
export function rowWindow(count: number, rowHeight: number, top: number, height: number, stop: number): number[] {
  const first = Math.max(0, Math.floor(top / rowHeight) - BEYOND);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + BEYOND);
  const places = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  if (stop >= 0 && stop < first) places.unshift(stop);
  else if (stop >= end && stop < count) places.push(stop);
  return places;
}
