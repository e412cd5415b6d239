/** Code points as ranges, both ends inclusive, rising and apart from each other. */
export type CodePointSet = readonly (readonly [low: number, high: number])[];

export const LAST_CODE_POINT = 0x10ffff;
/** Ranges longer than this are not looked through for the other case of their letters: they hold whole scripts. */
const FOLDED_RANGE = 4096;

/** Sorted, and joined where they touch. */
export function unionOf(...sets: readonly CodePointSet[]): CodePointSet {
  const ranges = sets.flat().sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [low, high] of ranges) {
    const last = joined.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

export function negated(set: CodePointSet): CodePointSet {
  const rest: [number, number][] = [];
  let from = 0;
  for (const [low, high] of unionOf(set)) {
    if (low > from) rest.push([from, low - 1]);
    from = high + 1;
  }
  if (from <= LAST_CODE_POINT) rest.push([from, LAST_CODE_POINT]);
  return rest;
}

/** With the other case of each letter that has one as a single character. */
export function inBothCases(set: CodePointSet): CodePointSet {
  const others: [number, number][] = [];
  for (const [low, high] of set) {
    for (let point = low; point <= Math.min(high, low + FOLDED_RANGE); point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const letter = String.fromCodePoint(point);
      for (const other of [letter.toLowerCase(), letter.toUpperCase()]) {
        const value = other.codePointAt(0) ?? point;
        // The Kelvin sign is no k, and a long s no S: else `\W` would hold letters.
        if (value < 0x80 !== point < 0x80) continue;
        if (value !== point && other.length === String.fromCodePoint(value).length) others.push([value, value]);
      }
    }
  }
  return unionOf(set, others);
}

export const single = (point: number): CodePointSet => [[point, point]];

const LINE_FEED = single(0x0a);
export const DIGITS: CodePointSet = [[0x30, 0x39]];
export const WORD: CodePointSet = unionOf(DIGITS, [
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]);
export const SPACES: CodePointSet = unionOf([
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);
/** What `.` stands for. */
export const ALL_BUT_LINE_FEED: CodePointSet = negated(LINE_FEED);

/** Lines are searched one by one: no pattern reaches over their end. */
export const withoutLineFeed = (set: CodePointSet): CodePointSet => negated(unionOf(negated(set), LINE_FEED));
