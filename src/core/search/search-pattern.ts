import { fromBinary, isUtf8 } from '../bytes/byte-names.ts';
import { DumpError } from '../errors.ts';
import { SEARCH_PATTERN_CHARACTERS } from '../limits.ts';
import { inBothCases, single } from './code-point-set.ts';
import type { Finder } from './finder.ts';
import { NeedleFinder } from './needle-finder.ts';
import { hexNeedle, textNeedle, utf16Needles } from './needle.ts';
import { literalRegex, parseRegex } from './parse-regex.ts';
import { RegexFinder } from './regex-finder.ts';
import type { RegexNode } from './regex-node.ts';
import { utf16Literal } from './utf16-literal.ts';

/** What a person looks for. */
export interface SearchPattern {
  readonly kind: 'text' | 'regex' | 'hex';
  readonly pattern: string;
  readonly isCaseSensitive: boolean;
}

/**
 * Makes the finder for a pattern. Text is looked for as UTF-8, and in contents as UTF-16 too, which is how Windows writes it,
 * and as Latin-1, as old files have it.
 * @throws DumpError `pattern-invalid`
 */
export function compilePattern({ kind, pattern, isCaseSensitive }: SearchPattern, where: 'names' | 'contents'): Finder {
  const fail = (reason: string) => new DumpError({ code: 'pattern-invalid', data: { pattern, reason } });
  if (pattern === '') throw fail('there is nothing in it');
  if (pattern.length > SEARCH_PATTERN_CHARACTERS)
    throw fail(`it is longer than ${SEARCH_PATTERN_CHARACTERS} characters`);
  if (kind === 'hex') return new NeedleFinder([hexNeedle(pattern)]);
  if (kind === 'regex')
    return new RegexFinder(parseRegex(pattern, isCaseSensitive, where === 'names' ? 'text' : 'lines'), pattern);
  const bytes = new TextEncoder().encode(pattern);
  // A single letter of ASCII stands as it is in UTF-16.
  const asUtf16 = where === 'contents' && bytes.length > 1;
  // Letters beyond ASCII have their other case under bytes of their own.
  if (bytes.length > pattern.length && !isCaseSensitive) {
    const literal = literalRegex(pattern, false);
    const either: RegexNode[] = [
      literal,
      utf16Literal(pattern),
      ...(isInLatin1(pattern) ? [latin1Literal(pattern)] : []),
    ];
    return new RegexFinder(asUtf16 ? { kind: 'choice', nodes: either } : literal, pattern);
  }
  const needle = textNeedle(bytes, isCaseSensitive);
  if (!asUtf16) return new NeedleFinder([needle]);
  const latin1 = isInLatin1(pattern) ? [textNeedle(fromBinary(pattern), true)] : [];
  return new NeedleFinder([needle, ...utf16Needles(pattern, isCaseSensitive), ...latin1]);
}

/**
 * Looked for as Latin-1 too: letters beyond ASCII that it has, in a word long enough not to turn up by chance in what is no
 * text, and not such that another text in UTF-8 has the same bytes.
 */
function isInLatin1(pattern: string): boolean {
  const isHeld =
    pattern.length > 2 && /[\u00a0-\u00ff]/.test(pattern) && /^[\u0020-\u007e\u00a0-\u00ff]*$/.test(pattern);
  return isHeld && !isUtf8(fromBinary(pattern));
}

/** Letters in either case, as far as Latin-1 has them. */
const latin1Literal = (pattern: string): RegexNode => ({
  kind: 'sequence',
  nodes: Array.from(pattern, (letter) => ({
    kind: 'byte',
    ranges: inBothCases(single(letter.charCodeAt(0))).filter(([, high]) => high <= 0xff),
  })),
});
