import { inOrder, nextSlots } from './row-slots.ts';
import type { RowSlot } from './row-slots.ts';
import { rowWindow } from './row-window.ts';
import { tallScroll } from './tall-scroll.ts';

/** Browsers place nothing exactly beyond some 33 million pixels: rows are placed within a stretch of this many. */
const STRETCH_PX = 1_000_000;

/** Where a virtual grid is scrolled to, and which row Tab comes to. Heights in pixels. */
export class GridScroll {
  readonly rowHeight: number;
  readonly headHeight = 27;
  readonly #total: () => number;
  /** Bound to the box that scrolls. */
  boxHeight: number = $state(0);
  scrolled: number = $state(0);
  focused: number = $state(0);
  /** Scrolling has come to rest: there is time for what no frame should wait for. */
  isAtRest: boolean = $state(true);

  readonly seen: number = $derived(Math.max(0, this.boxHeight - this.headHeight));
  readonly #tall = $derived.by(() => tallScroll(this.#total() * this.rowHeight, this.seen));
  /** Of the rows as if they were as tall as they are. */
  readonly top: number = $derived(this.#tall.top(this.scrolled));
  readonly stop: number = $derived.by(() => Math.min(this.focused, Math.max(0, this.#total() - 1)));
  readonly first: number = $derived.by(() => Math.floor(this.top / this.rowHeight));
  readonly end: number = $derived.by(() => Math.min(this.#total(), Math.ceil((this.top + this.seen) / this.rowHeight)));
  /** What the elements showed a moment ago; nothing is drawn from it. */
  #slotsBefore: readonly RowSlot[] = [];
  readonly slots: readonly RowSlot[] = $derived.by(() => {
    // Not from `top`: between two rows nothing changes.
    const places = rowWindow(this.#total(), this.rowHeight, this.first * this.rowHeight, this.seen, this.stop);
    const slots = nextSlots(this.#slotsBefore, places);
    return (this.#slotsBefore = this.isAtRest ? inOrder(slots) : slots);
  });
  /** Where the stretch that the rows are placed in begins, of the rows as if they were as tall as they are. */
  readonly #stretch: number = $derived(Math.floor(this.top / STRETCH_PX) * STRETCH_PX);

  constructor(rowHeight: number, total: () => number) {
    this.rowHeight = rowHeight;
    this.#total = total;
  }

  /** Of the element that gives the scroll bar its length. */
  get height(): number {
    return this.#tall.height;
  }
  get pageRows(): number {
    return Math.max(1, Math.floor(this.seen / this.rowHeight) - 1);
  }
  /** Of the stretch within that element, as it is scrolled now: the same at every moment, unless the list is too tall. */
  get stretchTop(): number {
    return Math.round(this.scrolled - this.top + this.#stretch);
  }

  /** Within the stretch. */
  topOf(index: number): number {
    return index * this.rowHeight - this.#stretch;
  }

  /** Scrolls as little as brings the row into sight. */
  reveal(index: number, box: HTMLElement | undefined): void {
    if (!box || this.seen === 0) return;
    const from = index * this.rowHeight;
    if (from < this.top) box.scrollTop = this.#tall.scrolled(from);
    else if (from + this.rowHeight > this.top + this.seen)
      box.scrollTop = this.#tall.scrolled(from + this.rowHeight - this.seen);
    this.scrolled = box.scrollTop;
  }
}
