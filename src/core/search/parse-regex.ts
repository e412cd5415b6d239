import { DumpError } from '../errors.ts';
import {
  ALL_BUT_LINE_FEED,
  type CodePointSet,
  DIGITS,
  SPACES,
  WORD,
  inBothCases,
  negated,
  single,
  unionOf,
  withoutLineFeed,
} from './code-point-set.ts';
import type { RegexNode } from './regex-node.ts';

/** Groups inside each other; real patterns have three. */
const DEPTH = 100;
/** The largest count in `{n,m}`. */
const LARGEST_COUNT = 1000;
const CLASSES: ReadonlyMap<string, CodePointSet> = new Map([
  ['d', DIGITS],
  ['w', WORD],
  ['s', SPACES],
  ['D', negated(DIGITS)],
  ['W', negated(WORD)],
  ['S', negated(SPACES)],
]);
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
  ['0', 0x00],
]);

type Searched = 'lines' | 'text';

/**
 * Reads a regular expression as JavaScript writes it, of which this much is known: characters, `.`, classes, `\d \w \s \b`
 * and their opposites, groups, `|`, `* + ? {n,m}` (their lazy forms mean the same here), `^` and `$`, `(?i)` at the
 * start. What cannot be searched for in one pass is refused: looking ahead or behind, and references to groups.
 * @param searched `lines`: no hit reaches over the end of a line; `text`: `^` and `$` stand for the ends of all of it
 * @throws DumpError `pattern-invalid`
 */
export function parseRegex(pattern: string, isCaseSensitive: boolean, searched: Searched = 'lines'): RegexNode {
  const anyCase = pattern.startsWith('(?i)');
  return new Parser(pattern, anyCase ? 4 : 0, isCaseSensitive && !anyCase, searched).parse();
}

/** A text as it stands, letters in either case. */
export function literalRegex(text: string, isCaseSensitive: boolean): RegexNode {
  const nodes = Array.from(text, (character): RegexNode => {
    const set = single(character.codePointAt(0) ?? 0);
    return { kind: 'set', set: isCaseSensitive ? set : inBothCases(set), takesBadBytes: false };
  });
  return { kind: 'sequence', nodes };
}

class Parser {
  readonly #pattern: string;
  readonly #isCaseSensitive: boolean;
  readonly #searched: Searched;
  #at: number;

  constructor(pattern: string, start: number, isCaseSensitive: boolean, searched: Searched) {
    this.#pattern = pattern;
    this.#at = start;
    this.#isCaseSensitive = isCaseSensitive;
    this.#searched = searched;
  }

  parse(): RegexNode {
    const node = this.#choice(0);
    if (this.#at < this.#pattern.length) throw this.#fail('a “)” closes nothing');
    return node;
  }

  #choice(depth: number): RegexNode {
    if (depth > DEPTH) throw this.#fail('groups lie too deep inside each other');
    const nodes = [this.#sequence(depth)];
    while (this.#take('|')) nodes.push(this.#sequence(depth));
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'choice', nodes };
  }

  #sequence(depth: number): RegexNode {
    const nodes: RegexNode[] = [];
    for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek()) {
      nodes.push(this.#repeated(this.#atom(depth)));
    }
    return { kind: 'sequence', nodes };
  }

  #repeated(atom: RegexNode): RegexNode {
    let node = atom;
    for (let count = this.#count(); count; count = this.#count()) {
      if (atom.kind === 'assertion') throw this.#fail('what holds between characters cannot be repeated');
      if (node !== atom) throw this.#fail('there is nothing to repeat');
      node = { kind: 'repeat', node, ...count };
      this.#take('?'); // lazy: where a hit ends, not whether there is one
    }
    return node;
  }

  #count(): { least: number; most: number } | null {
    if (this.#take('*')) return { least: 0, most: Infinity };
    if (this.#take('+')) return { least: 1, most: Infinity };
    if (this.#take('?')) return { least: 0, most: 1 };
    const braces = /^\{(\d{1,9})(,(\d{1,9})?)?\}/.exec(this.#pattern.slice(this.#at, this.#at + 24));
    if (!braces) return null;
    this.#at += braces[0].length;
    const least = Number(braces[1]);
    const most = braces[2] === undefined ? least : braces[3] === undefined ? Infinity : Number(braces[3]);
    if (most < least) throw this.#fail('numbers in “{}” are the wrong way round');
    if (least > LARGEST_COUNT || (most > LARGEST_COUNT && most !== Infinity))
      throw this.#fail(`a count above ${LARGEST_COUNT} is too large`);
    return { least, most };
  }

  #atom(depth: number): RegexNode {
    const sign = this.#next();
    switch (sign) {
      case '(':
        return this.#group(depth);
      case '[':
        return this.#brackets();
      case '.':
        return { kind: 'set', set: ALL_BUT_LINE_FEED, takesBadBytes: true };
      case '^':
        return { kind: 'assertion', what: this.#searched === 'text' ? 'text-start' : 'line-start' };
      case '$':
        return { kind: 'assertion', what: this.#searched === 'text' ? 'text-end' : 'line-end' };
      case '*':
      case '+':
      case '?':
        throw this.#fail('there is nothing to repeat');
      case '\\':
        return this.#escape();
      default:
        return this.#setNode(single(sign.codePointAt(0) ?? 0), false);
    }
  }

  #group(depth: number): RegexNode {
    if (this.#take('?') && !this.#take(':')) {
      const name = /^<[A-Za-z_$][\w$]*>/.exec(this.#pattern.slice(this.#at, this.#at + 100));
      if (!name) throw this.#fail('looking ahead or behind, and flags inside, are not possible here');
      this.#at += name[0].length;
    }
    const node = this.#choice(depth + 1);
    if (!this.#take(')')) throw this.#fail('a “(” is not closed');
    return node;
  }

  #escape(): RegexNode {
    if (this.#take('b')) return { kind: 'assertion', what: 'word-edge' };
    if (this.#take('B')) return { kind: 'assertion', what: 'no-word-edge' };
    const set = this.#escapedSet();
    return this.#setNode(set.set, set.isNegated);
  }

  #escapedSet(): { set: CodePointSet; isNegated: boolean; isClass: boolean } {
    const sign = this.#next();
    if (sign === '') throw this.#fail('it ends in a lone “\\”');
    const known = CLASSES.get(sign);
    if (known) return { set: known, isNegated: sign < 'a', isClass: true };
    const control = CONTROLS.get(sign);
    const point = control ?? (sign === 'x' || sign === 'u' ? this.#hex(sign) : undefined);
    if (point !== undefined) return { set: single(point), isNegated: false, isClass: false };
    if (/[1-9k]/.test(sign)) throw this.#fail('references to groups are not possible here');
    if (/[A-Za-z]/.test(sign)) throw this.#fail(`“\\${sign}” means nothing here`);
    return { set: single(sign.codePointAt(0) ?? 0), isNegated: false, isClass: false };
  }

  #hex(sign: 'x' | 'u'): number {
    const form = sign === 'x' ? /^([0-9a-f]{2})/i : /^(?:([0-9a-f]{4})|\{([0-9a-f]{1,6})\})/i;
    const digits = form.exec(this.#pattern.slice(this.#at, this.#at + 8));
    const point = parseInt(digits?.[1] ?? digits?.[2] ?? '', 16);
    if (!digits || !(point <= 0x10ffff)) throw this.#fail(`“\\${sign}” wants hex digits behind it`);
    this.#at += digits[0].length;
    return point;
  }

  #brackets(): RegexNode {
    const isNegated = this.#take('^');
    let set: CodePointSet = [];
    while (!this.#take(']')) {
      if (this.#peek() === '') throw this.#fail('a “[” is not closed');
      const low = this.#member();
      const isRange = this.#peek() === '-' && !/^-\]/.test(this.#pattern.slice(this.#at));
      if (!isRange || low.isClass) {
        set = unionOf(set, low.set);
        continue;
      }
      this.#at += 1;
      const high = this.#member();
      const [from, to] = [low.set[0]?.[0] ?? 0, high.set[0]?.[0] ?? 0];
      if (high.isClass || to < from) throw this.#fail('a range in “[]” is the wrong way round');
      set = unionOf(set, [[from, to]]);
    }
    return this.#setNode(set, isNegated, isNegated);
  }

  #member(): { set: CodePointSet; isClass: boolean } {
    const sign = this.#next();
    if (sign === '') throw this.#fail('a “[” is not closed');
    if (sign !== '\\') return { set: single(sign.codePointAt(0) ?? 0), isClass: false };
    return this.#take('b') ? { set: single(0x08), isClass: false } : this.#escapedSet();
  }

  #setNode(set: CodePointSet, takesBadBytes: boolean, isNegated = false): RegexNode {
    const folded = this.#isCaseSensitive ? set : inBothCases(set);
    const all = isNegated ? negated(folded) : folded;
    return { kind: 'set', set: this.#searched === 'text' ? all : withoutLineFeed(all), takesBadBytes };
  }

  #peek(): string {
    const point = this.#pattern.codePointAt(this.#at);
    return point === undefined ? '' : String.fromCodePoint(point);
  }

  #next(): string {
    const sign = this.#peek();
    this.#at += sign.length;
    return sign;
  }

  #take(sign: string): boolean {
    if (this.#pattern[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #fail(reason: string): DumpError {
    return new DumpError({ code: 'pattern-invalid', data: { pattern: this.#pattern, reason } });
  }
}
