import { watchUpdates } from '../platform/watch-updates.ts';

/** The app itself: whether it is kept for use without a network, and whether a new version waits to be let in. */
export class Updates {
  #apply: (() => void) | null = $state.raw(null);
  #isOffline: boolean = $state(false);

  get isReady(): boolean {
    return this.#apply !== null;
  }

  /** Everything is here: from now on the app works without a network. */
  get isOffline(): boolean {
    return this.#isOffline;
  }

  /** Registers the service worker and goes on looking for new versions. */
  watch(): void {
    void watchUpdates({ onReady: (apply) => (this.#apply = apply), onOffline: () => (this.#isOffline = true) });
  }

  /** Brings the new version in and reloads the page. */
  reload(): void {
    this.#apply?.();
  }
}
