import { inBothCases, single } from '../../search/code-point-set.ts';
import { GramFilter, standsAt } from '../../search/gram-filter.ts';
import { textNeedle } from '../../search/needle.ts';
import type { Needle } from '../../search/needle.ts';
import { SkippingNeedle } from '../../search/skipping-needle.ts';
import { globTokens, isGlob, isRegex } from './path-pattern.ts';

/** What `find` marks a name with. */
export const FOUND = 1;

interface Glob {
  /** The first piece must be at the start of the name, the last at its end. */
  readonly startsWith: boolean;
  readonly endsWith: boolean;
  readonly isWhole: boolean;
}

/**
 * What a name must have in it, for texts that look at names alone: pieces, one after the other and apart. All names lie end to
 * end in one buffer, so that one search for the longest piece finds the few that are worth a look: no work is done by name.
 */
export class NamePattern {
  /** A name that has the pieces is a match; else it must still be proved. */
  readonly isWhole: boolean;
  readonly #pieces: readonly Needle[];
  /** Where names begin or end is where the longest piece must be: it need not be searched for. */
  readonly #looksAtEdges: boolean;
  readonly #isTiedToStart: boolean;
  readonly #isTiedToEnd: boolean;
  readonly #longest: { next(bytes: Uint8Array, from: number, limit: number): number };

  private constructor(pieces: readonly Needle[], glob: Glob) {
    const longest = pieces.reduce((a, b) => (b.values.length > a.values.length ? b : a));
    this.#pieces = pieces;
    this.#looksAtEdges = (glob.startsWith && longest === pieces[0]) || (glob.endsWith && longest === pieces.at(-1));
    this.#longest = GramFilter.for([longest]) ?? new SkippingNeedle(longest);
    this.#isTiedToStart = glob.startsWith;
    this.#isTiedToEnd = glob.endsWith;
    this.isWhole = glob.isWhole;
  }

  /** @param text see `NodeFilter.text`. Null for what looks at whole paths, and for what says nothing of any byte */
  static of(text: string): NamePattern | null {
    if (text === '' || isRegex(text) || text.includes('/')) return null;
    if (!isGlob(text)) return NamePattern.#made([text], { startsWith: false, endsWith: false, isWhole: true });
    const tokens = globTokens(text);
    // `**` goes through folders.
    if (tokens.some((token) => token.startsWith('**'))) return null;
    const pieces = [''];
    for (const token of tokens) {
      if (token === '?' || token === '*') pieces.push('');
      else pieces.push((pieces.pop() ?? '') + unescaped(token));
    }
    const [startsWith, endsWith] = [pieces[0] !== '', pieces.at(-1) !== ''];
    return NamePattern.#made(pieces, { startsWith, endsWith, isWhole: !tokens.includes('?') });
  }

  static #made(pieces: readonly string[], glob: Glob): NamePattern | null {
    const needles = pieces.filter((piece) => piece !== '').map(needleOf);
    return needles.length > 0 && needles.every((needle) => needle !== null) ? new NamePattern(needles, glob) : null;
  }

  /**
   * Marks the names that have the pieces.
   * @param bytes fewer than 2 GiB
   * @param ends where each name ends in `bytes`; name n begins where the one before it ends
   * @param marks by name, as many as there are: FOUND is put there
   */
  find(bytes: Uint8Array, ends: Uint32Array, marks: Uint8Array): void {
    const count = marks.length;
    // Places as 32 bits, here and below: engines step through bytes far faster by these than by the numbers of `ends`.
    const limit = (ends[count - 1] ?? 0) | 0;
    if (this.#looksAtEdges) {
      // One look at the edge of a name says nearly always that it is none.
      for (let name = 0, start = 0; name < count; name++) {
        const end = (ends[name] ?? limit) | 0;
        if (start < end && this.#fits(bytes, start, end)) marks[name] = FOUND;
        start = end;
      }
      return;
    }
    const [piece] = this.#pieces;
    // Of a piece that may stand anywhere nothing more needs to be known than where it ends.
    const isAnywhere = this.#pieces.length === 1 && !this.#isTiedToStart && !this.#isTiedToEnd;
    const length = piece?.values.length ?? 0;
    let name = 0;
    let found = 0;
    for (let at = this.#longest.next(bytes, 0, limit); at < limit;) {
      while ((ends[name] ?? limit) <= at) name++;
      const end = (ends[name] ?? limit) | 0;
      // What was found may go on into the next name.
      if (isAnywhere ? at + length <= end : this.#fits(bytes, (ends[name - 1] ?? 0) | 0, end)) {
        marks[name] = FOUND;
        found += 1;
        if (piece && isAnywhere && found > MANY && found * SHARE > name)
          return findInEach(piece, bytes, ends, name + 1, marks);
      }
      at = this.#longest.next(bytes, end, limit);
    }
  }

  /** The pieces are in the name `bytes[start, end)`. */
  #fits(bytes: Uint8Array, start: number, end: number): boolean {
    const pieces = this.#pieces;
    let first = 0;
    let last = pieces.length - 1;
    if (this.#isTiedToStart) {
      const piece = pieces[first++];
      if (!piece || !standsAt(piece, bytes, start, end)) return false;
      start += piece.values.length;
    }
    if (this.#isTiedToEnd) {
      const piece = pieces[last--];
      // A glob without a gap: its one piece is the name.
      if (!piece || last + 1 < first) return start === end;
      end -= piece.values.length;
      if (end < start || !standsAt(piece, bytes, end, end + piece.values.length)) return false;
    }
    for (; first <= last; first++) {
      const piece = pieces[first];
      while (piece && start < end && !standsAt(piece, bytes, start, end)) start++;
      if (!piece || start >= end) return false;
      start += piece.values.length;
    }
    return true;
  }
}

/** So many names have it, and one of so many: then most may, and a search that skips ahead finds nothing to skip. */
const MANY = 2_000;
const SHARE = 8;

/** From one name on, looks into each: for what nearly all names have, twice as fast. */
function findInEach(
  { values, masks }: Needle,
  bytes: Uint8Array,
  ends: Uint32Array,
  first: number,
  marks: Uint8Array,
): void {
  const [value, mask] = [values[0] ?? 0, masks[0] ?? 0];
  const length = values.length;
  let start = (ends[first - 1] ?? 0) | 0;
  for (let name = first; name < marks.length; name++) {
    const end = (ends[name] ?? start) | 0;
    for (let at = start; at + length <= end; at++) {
      if (((bytes[at] ?? 0) & mask) !== value) continue;
      let known = 1;
      while (known < length && ((bytes[at + known] ?? 0) & (masks[known] ?? 0)) === values[known]) known++;
      if (known < length) continue;
      marks[name] = FOUND;
      break;
    }
    start = end;
  }
}

const unescaped = (token: string): string => (/^\\[*?\\]$/.test(token) ? token.slice(1) : token);

/** Small letters stand for capitals too. Null where the other case has other bytes, or there are none. */
function needleOf(piece: string): Needle | null {
  const parts = Array.from(piece, (letter) => {
    const isCapital = letter !== letter.toLowerCase();
    return isCapital || hasOneForm(letter) ? textNeedle(new TextEncoder().encode(letter), isCapital) : null;
  });
  if (!parts.every((part) => part !== null)) return null;
  const joined = (field: keyof Needle): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part[field]]));
  return { values: joined('values'), masks: joined('masks') };
}

function hasOneForm(letter: string): boolean {
  const point = letter.codePointAt(0) ?? 0;
  const isLoneSurrogate = point >= 0xd800 && point <= 0xdfff;
  return point < 0x80 || (!isLoneSurrogate && inBothCases(single(point)).flat().every((end) => end === point)); // prettier-ignore
}
