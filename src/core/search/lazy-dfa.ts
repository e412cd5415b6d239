import type { RegexProgram, StepAssertion } from './regex-program.ts';
import { BAD_REST, BAD_START, END, type OpenCharacter, SYMBOLS, goesOn, openAfter } from './symbols.ts';

/** Tables of so many states take 2 MiB; few patterns ever need 200. When they are full all are forgotten. */
const MOST_STATES = 2_000;
/** Work in making states that every search may do; more must be earned by bytes, which states once made pass cheaply. */
const FREE_WORK = 20_000_000;
const WORK_PER_BYTE = 20;
/** Naming and keeping a state, in steps looked at. */
const WORK_PER_STATE = 40;

/** What stands before a place: nothing of its line, or nothing at all; a letter, digit or `_`; or something else. */
type Before = 0 | 1 | 2 | 3;
const [LINE_START, TEXT_START, WORD, OTHER] = [0, 1, 2, 3] as const;

interface State {
  /** Numbers of steps, rising. */
  readonly kernel: readonly number[];
  readonly before: Before;
  /** Kept only for programs that ask which bytes are no part of a character. */
  readonly open: OpenCharacter;
}

/** Thrown when making states costs more than the bytes searched justify. */
export class TooCostly extends Error {}

/**
 * Runs a program over symbols: each byte is looked at once, whatever the pattern, so that none can hang the search. States are
 * made when they are first reached.
 */
export class LazyDfa {
  readonly #program: RegexProgram;
  readonly #isSearching: boolean;
  readonly #keepsStates: boolean;
  readonly #states: State[] = [];
  readonly #places = new Map<string, number>();
  /** Of state s and symbol b at `s * SYMBOLS + b`: next state times two, plus one when a hit ends before b; -1 not known yet. */
  #table = new Int32Array(SYMBOLS * 16).fill(-1);
  readonly #marks: Uint32Array;
  #mark = 0;
  #work = 0;
  #bytes = 0;

  /**
   * @param isSearching a hit may begin at any byte; else only where the run begins
   * @param keepsStates states are kept by the caller, and must last: full tables are too costly then, instead of forgotten
   */
  constructor(program: RegexProgram, isSearching: boolean, keepsStates = false) {
    this.#program = program;
    this.#isSearching = isSearching;
    this.#keepsStates = keepsStates;
    this.#marks = new Uint32Array(program.steps.length);
  }

  /** The state in which a run begins, between two characters. @param before the byte that stands before it; END when none does */
  begin(before: number): number {
    return this.#stateOf({ kernel: [this.#program.start], before: kindOf(before), open: 0 });
  }

  /** Next state times two, plus one when a hit ends before the symbol. @throws TooCostly */
  step(state: number, symbol: number): number {
    const known = this.#table[state * SYMBOLS + symbol] ?? -1;
    return known >= 0 ? known : this.#make(state, symbol);
  }

  /** True when nothing can come of this state any more. */
  isDead(state: number): boolean {
    return this.#states[state]?.kernel.length === 0;
  }

  /**
   * From `from` to `to` of the window. Stops at the first place where a hit ends.
   * @returns where it stopped, and the state there; `isHit` false: at `to`
   */
  run(bytes: Uint8Array, from: number, to: number, start: number): { at: number; state: number; isHit: boolean } {
    let state = start;
    let table = this.#table;
    for (let at = from; at < to; at++) {
      let next = table[state * SYMBOLS + (bytes[at] ?? 0)] ?? -1;
      if (next < 0) {
        this.#bytes += at - from;
        from = at;
        next = this.#make(state, bytes[at] ?? 0);
        table = this.#table;
      }
      if ((next & 1) === 1) return { at, state, isHit: true };
      state = next >> 1;
    }
    this.#bytes += to - from;
    return { at: to, state, isHit: false };
  }

  #make(place: number, symbol: number): number {
    const state = this.#states[place];
    if (!state) throw new Error('no such state');
    const { steps, start, asksForBadBytes } = this.#program;
    const isOneMore = goesOn(state.open, symbol);
    const open = asksForBadBytes ? openAfter(state.open, symbol) : 0;
    const bad = asksForBadBytes && symbol >= 0x80 && symbol < END ? badSymbol(isOneMore, open) : null;
    const after = kindOf(symbol);
    const mark = ++this.#mark;
    const pending = [...state.kernel];
    const kernel = new Set<number>();
    let isHit = false;
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (this.#marks[at] === mark) continue;
      this.#marks[at] = mark;
      this.#work += 1;
      const step = steps[at];
      if (step?.kind === 'byte') {
        if ((symbol >= step.low && symbol <= step.high) || bad === step.low) kernel.add(step.next);
      } else if (step?.kind === 'split') pending.push(...step.nexts);
      else if (step?.kind === 'match') isHit = true;
      else if (step && holds(step.what, state.before, symbol, isOneMore)) pending.push(step.next);
    }
    if (this.#work > FREE_WORK + WORK_PER_BYTE * this.#bytes) throw new TooCostly();
    if (this.#isSearching) kernel.add(start);
    const isFull = this.#states.length >= MOST_STATES;
    if (isFull && this.#keepsStates) throw new TooCostly();
    if (isFull) this.#forget();
    const next = this.#stateOf({ kernel: [...kernel].sort((a, b) => a - b), before: after, open });
    const result = next * 2 + (isHit ? 1 : 0);
    // After forgetting, `place` is no longer the state it was.
    if (!isFull) this.#table[place * SYMBOLS + symbol] = result;
    return result;
  }

  #forget(): void {
    this.#states.length = 0;
    this.#places.clear();
    this.#table.fill(-1);
  }

  #stateOf(state: State): number {
    const key = `${state.before}:${state.open}:${state.kernel.join(',')}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#work += WORK_PER_STATE;
    const place = this.#states.push(state) - 1;
    this.#places.set(key, place);
    if ((place + 1) * SYMBOLS > this.#table.length) {
      const larger = new Int32Array(this.#table.length * 2).fill(-1);
      larger.set(this.#table);
      this.#table = larger;
    }
    return place;
  }
}

/** What the byte stands for if its character breaks off; null when it is the last one, and the character whole. */
const badSymbol = (isOneMore: boolean, open: OpenCharacter): number | null =>
  !isOneMore ? BAD_START : open === 0 ? null : BAD_REST;

function kindOf(symbol: number): Before {
  if (symbol === END) return TEXT_START;
  if (symbol === 0x0a) return LINE_START;
  const isLetter = (symbol | 0x20) >= 0x61 && (symbol | 0x20) <= 0x7a;
  return isLetter || (symbol >= 0x30 && symbol <= 0x39) || symbol === 0x5f ? WORD : OTHER;
}

function holds(what: StepAssertion, before: Before, symbol: number, isOneMore: boolean): boolean {
  switch (what) {
    case 'character-end':
      return !isOneMore;
    case 'text-start':
      return before === TEXT_START;
    case 'text-end':
      return symbol === END;
    case 'line-start':
      return before === TEXT_START || before === LINE_START;
    case 'line-end':
      return symbol === END || symbol === 0x0a || symbol === 0x0d;
    default:
      return ((before === WORD) !== (kindOf(symbol) === WORD)) === (what === 'word-edge');
  }
}
