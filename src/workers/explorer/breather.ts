/** So long may work go on before messages from the page get in. */
const TURN_MS = 30;

/**
 * Lets messages in during long work: where the next bytes are always there already, nothing else would. Asked between pieces
 * of work of a few milliseconds.
 */
export class Breather {
  readonly #signal: AbortSignal;
  #turnedMs = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** @throws `signal.reason` after an abort */
  async breathe(): Promise<void> {
    this.#signal.throwIfAborted();
    if (performance.now() - this.#turnedMs < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#turnedMs = performance.now();
    this.#signal.throwIfAborted();
  }
}
