const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * A string as Go's encoding/json writes it: also `<`, `>`, `&` and the two line separators of JavaScript are escaped,
 * so that the text can stand in HTML.
 */
export function goString(text: string): string {
  let out = '"';
  for (const character of text) {
    const code = character.charCodeAt(0);
    const short = SHORT.get(character);
    if (short !== undefined) out += short;
    else if (
      code < 0x20 ||
      character === '<' ||
      character === '>' ||
      character === '&' ||
      code === 0x2028 ||
      code === 0x2029
    ) {
      out += `\\u${code.toString(16).padStart(4, '0')}`;
    } else out += character;
  }
  return `${out}"`;
}

/**
 * A moment as Go writes it back after reading it: no zeros at the end of the fraction, `Z` for an offset of nothing.
 * @returns null when it is no RFC 3339 text, which Go refuses
 */
export function goTime(text: string): string | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!match) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  const zone = match[3] === '+00:00' || match[3] === '-00:00' ? 'Z' : (match[3] ?? 'Z');
  return `${match[1] ?? ''}${fraction === '' ? '' : `.${fraction}`}${zone}`;
}
