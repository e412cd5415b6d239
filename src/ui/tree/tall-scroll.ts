/**
 * Browsers cut off elements that are too tall: Firefox near 17.9 million pixels. Above this, a pixel of the scroll bar
 * stands for more than one pixel of the list.
 */
const TALLEST_PX = 15_000_000;

/** How a list of any length lies in a box that scrolls. Pixels. */
export interface TallScroll {
  /** Of the element that gives the scroll bar its length. */
  readonly height: number;
  /** Where the list stands when the box is scrolled to `scrolled`. */
  top(scrolled: number): number;
  /** The other way round. */
  scrolled(top: number): number;
}

/** @param content height of all rows, @param seen height of the part in sight */
export function tallScroll(content: number, seen: number): TallScroll {
  const height = Math.min(content, TALLEST_PX);
  const ratio = height > seen && content > height ? (content - seen) / (height - seen) : 1;
  return { height, top: (scrolled) => scrolled * ratio, scrolled: (top) => top / ratio };
}
