import { DumpError } from '../errors.ts';
import { SEARCH_PATTERN_CHARACTERS } from '../limits.ts';
import type { Finder } from './finder.ts';
import { NeedleFinder } from './needle-finder.ts';
import { hexNeedle, textNeedle, utf16Needle } from './needle.ts';
import { literalRegex, parseRegex } from './parse-regex.ts';
import { RegexFinder } from './regex-finder.ts';

/** What a person looks for. */
export interface SearchPattern {
  readonly kind: 'text' | 'regex' | 'hex';
  readonly pattern: string;
  readonly isCaseSensitive: boolean;
}

/**
 * Makes the finder for a pattern. Text is looked for as UTF-8, and in contents, when it is plain ASCII, as UTF-16 too, which is
 * how Windows writes it.
 * @throws DumpError `pattern-invalid`
 */
export function compilePattern({ kind, pattern, isCaseSensitive }: SearchPattern, where: 'names' | 'contents'): Finder {
  const fail = (reason: string) => new DumpError({ code: 'pattern-invalid', data: { pattern, reason } });
  if (pattern === '') throw fail('there is nothing in it');
  if (pattern.length > SEARCH_PATTERN_CHARACTERS)
    throw fail(`it is longer than ${SEARCH_PATTERN_CHARACTERS} characters`);
  if (kind === 'hex') return new NeedleFinder([hexNeedle(pattern)]);
  if (kind === 'regex') return new RegexFinder(parseRegex(pattern, isCaseSensitive), pattern);
  const bytes = new TextEncoder().encode(pattern);
  const isAscii = bytes.length === pattern.length;
  // Letters beyond ASCII have their other case under bytes of their own.
  if (!isAscii && !isCaseSensitive) return new RegexFinder(literalRegex(pattern, false), pattern);
  const needle = textNeedle(bytes, isCaseSensitive);
  return new NeedleFinder(isAscii && where === 'contents' ? [needle, utf16Needle(needle)] : [needle]);
}
