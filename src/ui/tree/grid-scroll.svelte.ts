import { rowWindow } from './row-window.ts';
import { tallScroll } from './tall-scroll.ts';

/** Where a virtual grid is scrolled to, and which row Tab comes to. Heights in pixels. */
export class GridScroll {
  readonly rowHeight: number;
  readonly headHeight = 27;
  readonly #total: () => number;
  /** Bound to the box that scrolls. */
  boxHeight: number = $state(0);
  scrolled: number = $state(0);
  focused: number = $state(0);

  readonly seen: number = $derived(Math.max(0, this.boxHeight - this.headHeight));
  readonly #tall = $derived.by(() => tallScroll(this.#total() * this.rowHeight, this.seen));
  /** Of the rows as if they were as tall as they are. */
  readonly top: number = $derived(this.#tall.top(this.scrolled));
  readonly stop: number = $derived.by(() => Math.min(this.focused, Math.max(0, this.#total() - 1)));
  readonly places: readonly number[] = $derived.by(() =>
    rowWindow(this.#total(), this.rowHeight, this.top, this.seen, this.stop),
  );
  readonly first: number = $derived.by(() => Math.floor(this.top / this.rowHeight));
  readonly end: number = $derived.by(() => Math.min(this.#total(), Math.ceil((this.top + this.seen) / this.rowHeight)));

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

  /** Within that element, as it is scrolled now. */
  topOf(index: number): number {
    return this.scrolled + index * this.rowHeight - this.top;
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
