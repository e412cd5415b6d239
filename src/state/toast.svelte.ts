const SHOWN_MS = 4_000;

/** One short line that goes away by itself: "Digest copied". */
export class Toast {
  #text: string | null = $state(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get text(): string | null {
    return this.#text;
  }

  show(text: string): void {
    clearTimeout(this.#timer);
    this.#text = text;
    this.#timer = setTimeout(() => this.hide(), SHOWN_MS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#text = null;
  }
}
