/** A pause that ends a word. */
const FORGET_MS = 700;

/** What is typed at a list to jump to a name: letters that follow each other quickly are one word. */
export class TypedWord {
  #word = '';
  #lastMs = 0;

  /** A letter at this time would go on with the word. @param timeMs of the key event */
  isGoingOn(timeMs: number): boolean {
    return this.#word !== '' && timeMs - this.#lastMs <= FORGET_MS;
  }

  /** @param timeMs of the key event */
  add(key: string, timeMs: number): string {
    this.#word = timeMs - this.#lastMs > FORGET_MS ? key : this.#word + key;
    this.#lastMs = timeMs;
    return this.#word;
  }
}
