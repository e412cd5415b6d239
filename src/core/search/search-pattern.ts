import { DumpError } from '../errors.ts';
import { SEARCH_PATTERN_CHARACTERS } from '../limits.ts';
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
 * Makes the finder for a pattern. Text is looked for as UTF-8, and in contents as UTF-16 too, which is how Windows writes it.
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
    const either: RegexNode = { kind: 'choice', nodes: [literal, utf16Literal(pattern)] };
    return new RegexFinder(asUtf16 ? either : literal, pattern);
  }
  const needle = textNeedle(bytes, isCaseSensitive);
  return new NeedleFinder(asUtf16 ? [needle, ...utf16Needles(pattern, isCaseSensitive)] : [needle]);
}
