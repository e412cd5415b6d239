import { secretSpans } from '../../oci/secret-spans.ts';

export type TokenKind = 'plain' | 'keyword' | 'flag' | 'string' | 'variable' | 'operator' | 'comment';

/** A stretch of a Dockerfile in one colour. */
export interface DockerfileToken {
  readonly kind: TokenKind;
  readonly text: string;
  /** It looks like a password or key: covered until asked for. */
  readonly isSecret: boolean;
}

/** `a`, `"a b"`, `'a b'` */
const PAIRS = /([^\s=]+)=("(?:[^"\\]|\\[^])*"?|'[^']*'?|[^\s]*)/g;
const SHELL =
  /(?<string>"(?:[^"\\]|\\[^])*"?|'[^']*'?)|(?<variable>\$\{[^}\n]{0,200}\}|\$\w+)|(?<operator>&&|\|\||[;|]|[\\`](?=\n))|(?<keyword><<-?["']?\w+["']?)/g;
/** Names of its groups. */
const SHELL_KINDS = ['string', 'variable', 'operator', 'keyword'] as const;
/** Inside other instructions. */
const INNER_KEYWORD: ReadonlyMap<string, RegExp> = new Map([
  ['HEALTHCHECK', /^(?:CMD|NONE)(?=\s|$)/],
  ['ONBUILD', /^[A-Z]+(?=\s|$)/],
]);
const WITH_PAIRS: ReadonlySet<string> = new Set(['ENV', 'LABEL', 'ARG']);

/**
 * Colours one instruction or comment, of one line or several. The texts together are the text that was given.
 * What looks like a secret is a token of its own.
 */
export function dockerfileTokens(text: string): DockerfileToken[] {
  const tokens: DockerfileToken[] = [];
  const add = (kind: TokenKind, piece: string): void => {
    if (piece !== '') tokens.push({ kind, text: piece, isSecret: false });
  };
  if (text.startsWith('#')) add('comment', text);
  else addInstruction(text, add);
  return cutAtSecrets(tokens, text);
}

/** Tokens line by line, line breaks left out. */
export function tokenLines(tokens: readonly DockerfileToken[]): DockerfileToken[][] {
  const lines: DockerfileToken[][] = [[]];
  for (const token of tokens) {
    token.text.split('\n').forEach((piece, i) => {
      if (i > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ ...token, text: piece });
    });
  }
  return lines;
}

type Add = (kind: TokenKind, piece: string) => void;

function addInstruction(text: string, add: Add): void {
  const keyword = /^[A-Za-z]+(?=\s|$)/.exec(text)?.[0] ?? '';
  add('keyword', keyword);
  let at = keyword.length;
  const inner = INNER_KEYWORD.get(keyword);
  for (;;) {
    const blank = /^[ \t]*(?:[\\`]\n[ \t]*)?/.exec(text.slice(at, at + 400))?.[0] ?? '';
    add('plain', blank);
    at += blank.length;
    const option = /^--[\w-]+(?:=\S*)?/.exec(text.slice(at, at + 4096))?.[0];
    const word = inner?.exec(text.slice(at, at + 40))?.[0];
    if (option === undefined && word === undefined) break;
    add(option === undefined ? 'keyword' : 'flag', option ?? word ?? '');
    at += (option ?? word ?? '').length;
    if (word !== undefined) break;
  }
  const rest = text.slice(at);
  if (WITH_PAIRS.has(keyword)) addPairs(rest, add);
  else addShell(rest, add);
}

function addPairs(text: string, add: Add): void {
  let at = 0;
  for (const match of text.matchAll(PAIRS)) {
    const [whole, name = '', value = ''] = match;
    addShell(text.slice(at, match.index), add);
    add('variable', name);
    add('plain', '=');
    add('string', value);
    at = match.index + whole.length;
  }
  addShell(text.slice(at), add);
}

function addShell(text: string, add: Add): void {
  let at = 0;
  for (const match of text.matchAll(SHELL)) {
    add('plain', text.slice(at, match.index));
    const groups: Partial<Record<string, string>> = match.groups ?? {};
    add(SHELL_KINDS.find((kind) => groups[kind] !== undefined) ?? 'plain', match[0]);
    at = match.index + match[0].length;
  }
  add('plain', text.slice(at));
}

function cutAtSecrets(tokens: readonly DockerfileToken[], text: string): DockerfileToken[] {
  const spans = secretSpans(text);
  if (spans.length === 0) return [...tokens];
  const cut: DockerfileToken[] = [];
  let start = 0;
  let next = 0;
  for (const token of tokens) {
    const end = start + token.text.length;
    for (let at = start; at < end;) {
      while ((spans[next]?.end ?? Infinity) <= at) next += 1;
      const span = spans[next];
      const isSecret = span !== undefined && span.start <= at;
      const to = Math.min(end, span === undefined ? end : isSecret ? span.end : span.start);
      cut.push({ kind: token.kind, text: text.slice(at, to), isSecret });
      at = to;
    }
    start = end;
  }
  return cut;
}
