import { tick } from 'svelte';
import { inOrder, nextSlots } from './row-slots.ts';
import type { RowSlot } from './row-slots.ts';
import { rowWindow } from './row-window.ts';
import { tallScroll } from './tall-scroll.ts';

/** Browsers place nothing exactly beyond some 33 million pixels: rows are placed within a stretch of this many. */
const STRETCH_PX = 1_000_000;

/** So long after the last step of a scroll it is over. */
const REST_MS = 150;

/**
 * Where a virtual list is scrolled to, which elements show which rows, and which row Tab comes to. Heights in pixels.
 * `stop`: that row, where the list knows it by more than its place; `focused` otherwise.
 */
export class RowScroll {
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly #total: () => number;
  readonly #stopOf: () => number;
  /** Bound to the box that scrolls. */
  boxHeight: number = $state(0);
  scrolled: number = $state(0);
  focused: number = $state(0);
  /** Scrolling has come to rest: there is time for what no frame should wait for. */
  isAtRest: boolean = $state(true);

  readonly seen: number = $derived.by(() => Math.max(0, this.boxHeight - this.headHeight));
  readonly #tall = $derived.by(() => tallScroll(this.#total() * this.rowHeight, this.seen));
  /** Of the rows as if they were as tall as they are. */
  readonly top: number = $derived(this.#tall.top(this.scrolled));
  readonly stop: number = $derived.by(() => Math.min(this.#stopOf(), Math.max(0, this.#total() - 1)));
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

  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(heights: { readonly row: number; readonly head: number }, total: () => number, stop?: () => number) {
    this.rowHeight = heights.row;
    this.headHeight = heights.head;
    this.#total = total;
    this.#stopOf = stop ?? (() => this.focused);
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

  /** The box was scrolled. */
  follow(box: HTMLElement | undefined): void {
    this.scrolled = box?.scrollTop ?? 0;
    this.isAtRest = false;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => void this.#rest(box), REST_MS);
  }

  /** The list is gone. */
  close(): void {
    clearTimeout(this.#resting);
  }

  /** The elements then stand in the document as their rows do in the list, for who has it read aloud. */
  async #rest(box: HTMLElement | undefined): Promise<void> {
    const held = box?.contains(document.activeElement) ? document.activeElement : null;
    this.isAtRest = true;
    await tick();
    // An element that is moved within the document loses the focus.
    if (held instanceof HTMLElement && held.isConnected && document.activeElement !== held)
      held.focus({ preventScroll: true });
  }
}
