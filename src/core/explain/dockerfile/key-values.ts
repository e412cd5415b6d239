import type { EscapeCharacter } from './escape-character.ts';

/** One `KEY=VALUE`. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** More in one step is nobody's ENV; looking for the ends of values takes time with their square. */
const MOST_PAIRS = 1000;

/**
 * Splits `A=hello world B=x`, where quotes have been lost and blanks part and belong to values alike. Values that the config
 * has are looked for first; another one ends before the next `NAME=` of a name that is known, or of any name.
 * @param known name and value as the config has them
 * @returns null when it does not begin with `NAME=`, or holds far too many
 */
export function splitKeyValues(text: string, known: ReadonlyMap<string, string>): KeyValue[] | null {
  const pairs: KeyValue[] = [];
  const names = [...text.matchAll(/(?:^| )([^\s=]+)=/g)].map((match) => ({
    at: match.index + (match[0].startsWith(' ') ? 1 : 0),
    key: match[1] ?? '',
  }));
  if (names.length > MOST_PAIRS) return null;
  const withBlanks = [...known.keys()].filter((key) => key.includes(' ')).slice(0, MOST_PAIRS);
  const places = new Map(names.map(({ at, key }, i) => [at + key.length, i]));
  const padded = ` ${text}`;
  for (const key of withBlanks) {
    const wanted = ` ${key}=`;
    for (let at = padded.indexOf(wanted); at >= 0; at = padded.indexOf(wanted, at + 1)) {
      // What was taken for a name of its own is the end of this one.
      const last = places.get(at + key.length);
      if (last !== undefined) names[last] = { at, key };
    }
  }
  if (names[0]?.at !== 0) return null;
  for (let i = 0; i < names.length;) {
    const { at, key } = names[i] ?? { at: 0, key: '' };
    const start = at + key.length + 1;
    const value = known.get(key);
    const isKnown = value !== undefined && text.startsWith(value, start);
    const knownEnd = isKnown ? start + value.length : -1;
    let next = names.findIndex((name, k) => k > i && (name.at === knownEnd + 1 || (!isKnown && known.has(name.key))));
    if (next < 0 && !(isKnown && knownEnd === text.length)) next = i + 1 < names.length ? i + 1 : -1;
    const end = next < 0 ? text.length : (names[next]?.at ?? text.length) - 1;
    pairs.push({ key, value: text.slice(start, end) });
    if (next < 0) break;
    i = next;
  }
  return pairs;
}

/** What stands for a line break: a Dockerfile has no way to write one into a value. */
const lineBreak = (escape: EscapeCharacter): string => `${escape}n`;
export const lineBreakLost = (escape: EscapeCharacter): string =>
  `A line break in a value cannot be written in a Dockerfile: ${lineBreak(escape)} stands for it.`;

/** Quoted where a Dockerfile needs it. The value is one after substitution, so its `$` must stay as they are. */
export const keyValueText = ({ key, value }: KeyValue, escape: EscapeCharacter): string =>
  `${quotedIfNeeded(key, escape)}=${quotedIfNeeded(value, escape)}`;

function quotedIfNeeded(text: string, escape: EscapeCharacter): string {
  const [plain, special] = escape === '`' ? [/^[\w@%+=:,./~^\\-]*$/, /[`"$]/g] : [/^[\w@%+=:,./~^-]*$/, /[\\"$]/g];
  if (plain.test(text)) return text;
  const escaped = text.replace(special, (sign) => escape + sign);
  return `"${escaped.replace(/\r?\n|\r/g, () => lineBreak(escape))}"`;
}

/** A word of an instruction that knows variables, such as WORKDIR: quotes, `$` and the escape stand for themselves. */
export const literalWord = (text: string, escape: EscapeCharacter): string =>
  text.replace(escape === '`' ? /[`"'$]/g : /[\\"'$]/g, (sign) => escape + sign);

/** The variables of a config as a map; later ones of the same name count. */
export function envMap(env: readonly string[]): Map<string, string> {
  const map = new Map<string, string>();
  for (const variable of env) {
    const equals = variable.indexOf('=');
    if (equals > 0) map.set(variable.slice(0, equals), variable.slice(equals + 1));
  }
  return map;
}
