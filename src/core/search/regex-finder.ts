import { DumpError } from '../errors.ts';
import type { Finder, OnFound } from './finder.ts';
import { LazyDfa, TooCostly } from './lazy-dfa.ts';
import { type RegexNode, fitsEmpty } from './regex-node.ts';
import { compileRegex } from './regex-program.ts';
import { END, symbolAt } from './symbols.ts';

/** A hit is marked at most so far to either side of the place where the pattern is first known to fit. */
export const REACH = 2048;

/**
 * Finds a regular expression line by line, in one pass. A hit ends where it is longest; of hits that end at one place the one
 * that starts first counts.
 */
export class RegexFinder implements Finder {
  readonly #pattern: string;
  readonly #searching: LazyDfa;
  readonly #backwards: LazyDfa;
  readonly #forwards: LazyDfa;
  readonly #asksForBadBytes: boolean;
  #state: number | null = null;
  /** Bytes before the next one that belong to no earlier hit: a hit may begin among them. */
  #free = 0;

  /** @throws DumpError `pattern-invalid` for one that fits empty text, or becomes too large */
  constructor(node: RegexNode, pattern: string) {
    this.#pattern = pattern;
    if (fitsEmpty(node)) throw this.#fail('it fits an empty text, and so everything');
    const program = compileRegex(node, pattern, false);
    this.#asksForBadBytes = program.asksForBadBytes;
    this.#searching = new LazyDfa(program, true);
    this.#forwards = new LazyDfa(program, false);
    this.#backwards = new LazyDfa(compileRegex(node, pattern, true), false);
  }

  reset(): void {
    this.#state = null;
    this.#free = 0;
  }

  scan(bytes: Uint8Array, from: number, limit: number, isLast: boolean, onFound: OnFound): number {
    try {
      return this.#scan(bytes, from, limit, isLast, onFound);
    } catch (error) {
      if (error instanceof TooCostly) throw this.#fail('it has too many ways to fit, and would take too long');
      throw error;
    }
  }

  #scan(bytes: Uint8Array, from: number, limit: number, isLast: boolean, onFound: OnFound): number {
    const dfa = this.#searching;
    let state = this.#state ?? dfa.begin(END);
    let at = from;
    let floor = from - this.#free;
    for (;;) {
      const stop = dfa.run(bytes, at, limit, state);
      ({ at, state } = stop);
      if (!stop.isHit) {
        if (!isLast || limit < bytes.length || (dfa.step(state, END) & 1) === 0) break;
      }
      const start = this.#startOf(bytes, at, Math.max(0, floor));
      const end = this.#endOf(bytes, start, at, isLast);
      if (!onFound(start, end)) return bytes.length;
      floor = end;
      at = end;
      state = dfa.begin(bytes[end - 1] ?? END);
      if (at >= limit) break;
    }
    this.#state = state;
    this.#free = at - floor;
    return at;
  }

  /** Where the hit begins that ends at `end`. */
  #startOf(bytes: Uint8Array, end: number, floor: number): number {
    const dfa = this.#backwards;
    const least = Math.max(floor, end - REACH);
    const after = bytes[end] ?? END;
    let state = dfa.begin(after === 0x0d ? 0x0a : after);
    let start = least;
    for (let at = end; at >= least; at--) {
      const symbol = this.#asksForBadBytes ? symbolAt(bytes, at - 1) : (bytes[at - 1] ?? END);
      const next = dfa.step(state, symbol);
      if ((next & 1) === 1) start = at;
      state = next >> 1;
      if (dfa.isDead(state)) break;
    }
    return start;
  }

  /** The last place where a hit ends that begins at `start`; at least `least`, where one is known to end. */
  #endOf(bytes: Uint8Array, start: number, least: number, isLast: boolean): number {
    const dfa = this.#forwards;
    const most = Math.min(bytes.length, least + REACH);
    let state = dfa.begin(bytes[start - 1] ?? END);
    let end = least;
    for (let at = start; at <= most; at++) {
      if (at === bytes.length && !isLast) break;
      const next = dfa.step(state, bytes[at] ?? END);
      if ((next & 1) === 1) end = Math.max(end, at);
      state = next >> 1;
      if (dfa.isDead(state)) break;
    }
    return end;
  }

  #fail(reason: string): DumpError {
    return new DumpError({ code: 'pattern-invalid', data: { pattern: this.#pattern, reason } });
  }
}
