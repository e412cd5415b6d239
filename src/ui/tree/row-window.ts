/** Rows drawn beyond the edges, so that quick scrolling meets no gap. */
const BEYOND = 6;

/**
 * Places of the rows to draw: those in sight, and the one with the focus, which scrolling away would otherwise lose. As many
 * at every place of a long list, so that scrolling it needs no more and no fewer elements.
 * @param stop the row that Tab comes to
 * @param top, height of what is seen, in the unit of `rowHeight`
 */
export function rowWindow(count: number, rowHeight: number, top: number, height: number, stop: number): number[] {
  // One more than fit: the first and the last may each be seen in part.
  const most = Math.min(count, Math.ceil(height / rowHeight) + 1 + 2 * BEYOND);
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - BEYOND, count - most));
  const end = first + most;
  const places = Array.from({ length: most }, (_, i) => first + i);
  if (stop >= 0 && stop < first) places.unshift(stop);
  else if (stop >= end && stop < count) places.push(stop);
  return places;
}
