import { DumpError } from '../../errors.ts';
import { SEARCH_PATTERN_CHARACTERS } from '../../limits.ts';
import { negated, single } from '../../search/code-point-set.ts';
import { LazyDfa } from '../../search/lazy-dfa.ts';
import { literalRegex, parseRegex } from '../../search/parse-regex.ts';
import type { RegexNode } from '../../search/regex-node.ts';
import { compileRegex } from '../../search/regex-program.ts';

/** One character that is no slash. */
const NO_SLASH: RegexNode = { kind: 'set', set: negated(single(0x2f)), takesBadBytes: true };
/** As many bytes as there are: where characters are not counted, bytes say the same in fewer steps. */
const NAME_REST = anyNumberOf([0, 0x2e], [0x30, 0xff]);
const ANYTHING = anyNumberOf([0, 0xff]);
const START: RegexNode = { kind: 'assertion', what: 'text-start' };
const END: RegexNode = { kind: 'assertion', what: 'text-end' };
const SLASH = literalRegex('/', true);

function anyNumberOf(...ranges: readonly (readonly [low: number, high: number])[]): RegexNode {
  return { kind: 'repeat', node: { kind: 'byte', ranges }, least: 0, most: Infinity };
}

/**
 * A machine for whole paths without a leading slash, from what a person typed: see `NodeFilter.text`. Its states last, so that
 * what a folder led to can be gone on from; its time grows with the bytes of the names alone, whatever the pattern.
 * @throws DumpError `pattern-invalid`
 */
export function pathPattern(text: string): LazyDfa {
  if (text.length > SEARCH_PATTERN_CHARACTERS)
    throw invalidPattern(text, `it is longer than ${SEARCH_PATTERN_CHARACTERS} characters`);
  return new LazyDfa(compileRegex(nodeOf(text), text, false), true, true);
}

export const invalidPattern = (pattern: string, reason: string): DumpError =>
  new DumpError({ code: 'pattern-invalid', data: { pattern, reason } });

const REGEX = /^\/(.+)\/(i?)$/su;

/** The text is an expression between slashes. */
export const isRegex = (text: string): boolean => REGEX.test(text);

/** If it is no expression: a glob. */
export const isGlob = (text: string): boolean => /[*?]/.test(text);

/** The text ends in a slash, as folders are written. */
export const asksForFolders = (text: string): boolean => text.endsWith('/') && !isRegex(text);

/** What stands for other characters, what is escaped, and single characters. */
export const globTokens = (glob: string): string[] =>
  Array.from(glob.matchAll(/\*\*\/|\*+|\?|\\[*?\\]|./gsu), ([token]) => token);

function nodeOf(text: string): RegexNode {
  const regex = REGEX.exec(text);
  if (regex) return parseRegex(regex[1] ?? '', regex[2] === '', 'text');
  // Paths have no `./` or slash before them here, but people type it.
  const path = text.replace(/^\.?\/+/, '');
  if (isGlob(text)) {
    // Of a glob without a slash any name is looked at, of one with a slash the path from the root.
    const hasSlash = text.replace(/\/$/, '').includes('/');
    return inOrder(hasSlash ? START : eitherOf(START, SLASH), ...globNodes(path), END);
  }
  if (text.startsWith('./')) return inOrder(START, ...letters(path));
  if (text.startsWith('/')) return inOrder(eitherOf(START, SLASH), ...letters(path));
  return text.includes('/') ? inOrder(...letters(text)) : inOrder(...letters(text), NAME_REST, END);
}

function globNodes(glob: string): RegexNode[] {
  return globTokens(glob).map((token): RegexNode => {
    if (token === '**/') return { kind: 'repeat', node: inOrder(ANYTHING, SLASH), least: 0, most: 1 };
    if (token === '*') return NAME_REST;
    if (token.startsWith('*')) return ANYTHING;
    if (token === '?') return NO_SLASH;
    return inOrder(...letters(token.length === 2 && token.startsWith('\\') ? token.slice(1) : token));
  });
}

/** Small letters stand for capitals too, capitals for themselves. */
const letters = (text: string): RegexNode[] =>
  Array.from(text, (letter) => literalRegex(letter, letter !== letter.toLowerCase()));

const inOrder = (...nodes: readonly RegexNode[]): RegexNode => ({ kind: 'sequence', nodes });
const eitherOf = (...nodes: readonly RegexNode[]): RegexNode => ({ kind: 'choice', nodes });
