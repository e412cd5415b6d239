/** Keeps the largest of many, in memory that does not grow with them. Of equals the ones that came first. */
export class LargestItems {
  readonly #limit: number;
  #items: { readonly key: number; readonly bytes: number; readonly place: number }[] = [];
  #seen = 0;
  /** Bytes of the smallest that is kept, once there are more than enough. */
  #least = -1;

  /** @param limit how many to keep, 0 or more */
  constructor(limit: number) {
    this.#limit = Math.max(0, limit);
  }

  add(key: number, bytes: number): void {
    this.#seen += 1;
    if (bytes <= this.#least) return;
    this.#items.push({ key, bytes, place: this.#seen });
    // Sorting now and then, when the list has doubled, costs less than keeping it in order.
    if (this.#items.length >= this.#limit * 2 + 64) this.#cut();
  }

  /** The largest first. */
  sorted(): readonly { readonly key: number; readonly bytes: number }[] {
    this.#cut();
    return this.#items;
  }

  #cut(): void {
    this.#items.sort((a, b) => b.bytes - a.bytes || a.place - b.place);
    if (this.#items.length <= this.#limit) return;
    this.#items.length = this.#limit;
    this.#least = this.#items.at(-1)?.bytes ?? Infinity;
  }
}
