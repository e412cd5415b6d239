const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Real lists have a handful of texts: these bound the time that made-up ones take. */
const LONGEST_LIST = 2 ** 16;
const MOST_KNOWN = 1000;

/**
 * The texts in a list as Go's %q prints it: `["a" "b c"]`, also with commas as JSON has them. Text outside quotes is passed
 * over, which takes `&{["a"]}` of Docker before 1.10 too.
 * @returns null when there is no quoted text and the list is not empty
 */
export function quotedTexts(list: string): string[] | null {
  const texts: string[] = [];
  // By hand: a regular expression would look for the end of each quote that has none all over again.
  for (let at = list.indexOf('"'); at >= 0; at = list.indexOf('"', at + 1)) {
    const start = at + 1;
    for (at = start; at < list.length && list[at] !== '"'; at++) if (list[at] === '\\') at += 1;
    if (at >= list.length) break;
    texts.push(unquoted(list.slice(start, at)));
  }
  return texts.length > 0 || /^\s*\[\s*\]\s*$/.test(list) ? texts : null;
}

/**
 * The texts in a list as Go's %v prints it, `[/data /with blank]`: blanks part them and stand in them. Known texts are
 * looked for first, the rest ends at the next blank.
 * @returns null when it is no such list
 */
export function plainTexts(list: string, known: readonly string[]): string[] | null {
  const inner = /^\[([^]*)\]$/.exec(list.trim())?.[1];
  if (inner === undefined || inner.length > LONGEST_LIST) return null;
  const longestFirst = known
    .slice(0, MOST_KNOWN)
    .filter((text) => text !== '')
    .sort((a, b) => b.length - a.length);
  const texts: string[] = [];
  for (let at = 0; at < inner.length;) {
    const rest = inner.slice(at);
    const found =
      longestFirst.find(
        (text) => rest.startsWith(text) && (rest.length === text.length || rest[text.length] === ' '),
      ) ?? rest.slice(0, rest.indexOf(' ') < 0 ? rest.length : rest.indexOf(' '));
    if (found !== '') texts.push(found);
    at += found.length + 1;
  }
  return texts;
}

/** The keys of a map as Go's %v prints it, `map[53/udp:{} 80/tcp:{}]`; null when it is none. */
export function mapKeys(map: string): string[] | null {
  const inner = /^map\[([^]*)\]$/.exec(map.trim())?.[1];
  if (inner === undefined) return null;
  return inner.split(' ').flatMap((item) => (item === '' ? [] : [item.replace(/:\{\}$/, '')]));
}

/** As Dockerfiles write lists. */
export const jsonList = (texts: readonly string[]): string =>
  `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;

/** Whether a Dockerfile takes it for a list: anything else that begins with `[` is a line for the shell. */
export function isJsonList(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((word) => typeof word === 'string');
  } catch {
    return false; // no JSON
  }
}

function unquoted(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{3})|([^]))/gi,
    (_, x?: string, u?: string, long?: string, octal?: string, letter?: string) => {
      if (letter !== undefined) return ESCAPES[letter] ?? letter;
      const code = octal === undefined ? parseInt(x ?? u ?? long ?? '0', 16) : parseInt(octal, 8);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
