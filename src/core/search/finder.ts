/** Called with bytes of the window: `start` to `end` (exclusive) is a hit. Returns false when no more are wanted. */
export type OnFound = (start: number, end: number) => boolean;

/** Finds hits in bytes that come in windows. Keeps what it must know of the windows before, never their bytes. */
export interface Finder {
  /** Another file begins. */
  reset(): void;
  /**
   * Looks for hits that start before `limit`, from `from` on; they come in rising order and do not overlap.
   * @param isLast nothing follows behind the window: what ends there is at the end of the file
   * @returns where to go on in this window when it has grown at its end: from there on nothing was decided
   */
  scan(bytes: Uint8Array, from: number, limit: number, isLast: boolean, onFound: OnFound): number;
}
