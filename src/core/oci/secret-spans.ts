/** Where something that looks like a secret stands in a text. Characters; `end` is exclusive. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
}

/** Longer texts are looked through up to here: no real setting or command comes near. */
const LOOKED_THROUGH = 200_000;

/** `NAME=value`, `--name=value`, `name: value`; the value is quoted, or ends where a shell would end it. */
const ASSIGNMENT =
  /(?<![\w.-])([\w.-]{2,120})["']?(?:=|:[ \t]+|:(?=["']))[ \t]*("(?:[^"\\]|\\[^]){0,8192}"?|'[^']{0,8192}'?|[^\s"';&|]+)/g;
/** `--password value`. */
const FLAG = /(?<![\w.-])--?([\w-]{2,120})[ \t]+(?!-)("[^"]{0,8192}"?|'[^']{0,8192}'?|[^\s"';&|]+)/g;

/** Values that give themselves away, whatever stands before them. */
const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]{0,16384}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255}|glpat-[\w-]{20,255}|npm_[A-Za-z0-9]{36})\b/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bxox[abeprs]-[\w-]{10,255}/g,
  /\b(?:sk|rk)[-_](?:live_|test_|proj-|ant-)?[A-Za-z0-9_-]{20,255}/g,
  /\bAIza[\w-]{35}\b/g,
  /\beyJ[\w-]{10,8192}\.[\w-]{10,8192}\.[\w-]{0,8192}/g,
];
/** The group is the secret. */
const INSIDE: readonly RegExp[] = [
  // Credentials in an address, and in an HTTP header.
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{0,256}:([^\s/@"']{1,1024})@/gi,
  /\b(?:Bearer|Basic)[ \t]+([\w.~+/-]{12,8192}={0,2})/g,
  // `curl -u name:word`, `-sSu name:word`, `--proxy-user name:word`. Elsewhere -u mostly is a user and a group.
  /\bcurl\b[^|;&\n]{0,400}?[ \t](?:-[a-zA-Z]{0,8}[uU]|--(?:proxy-)?user)(?:[ \t]+|=)?["']?[\w.@$+{}-]{0,128}:([^\s"';&|]{1,1024})/g,
  // `echo name:word | chpasswd`, `chpasswd <<< name:word`, `echo word | passwd --stdin`, `sshpass -p word`.
  /\b(?:echo|printf)[ \t]+(?:-\w+[ \t]+)?["']?[\w.-]{1,64}:([^\s"'|;&]{1,1024})["']?[ \t]*\|[ \t]*(?:[\w/]{1,32}[ \t]+){0,2}(?:\/usr\/sbin\/)?chpasswd\b/g,
  /\bchpasswd\b[^|;&\n<]{0,64}<<<[ \t]*["']?[\w.-]{1,64}:([^\s"'|;&]{1,1024})/g,
  /\b(?:echo|printf)[ \t]+(?:-\w+[ \t]+)?["']?([^\s"'|;&]{1,1024})["']?[ \t]*\|[ \t]*(?:[\w/]{1,32}[ \t]+){0,2}passwd[ \t][^|;&\n]{0,64}--stdin\b/g,
  /\bsshpass[ \t]+-p[ \t]*["']?([^\s"';&|]{1,1024})/g,
];

const SECRET_WORDS =
  /(?:^|[_.-])(?:pass|passwords?|passwd|passphrase|secrets?|tokens?|credentials?|apikey)(?:[_.-]|$)|(?<=[_.-])pwd$|(?:api|private|access|secret|signing|encryption)[_.-]?key|password$|[a-z](?:Password|Secret|Token|ApiKey)\b/i;
/** What only says where a secret is kept, or something about it. */
const ABOUT_SECRETS =
  /[_.-](?:file|path|dir|url|uri|endpoint|name|id|ttl|expires?|lifetime|length|type|header|issuer|audience|version|sha256)$/i;

/** By its name the variable, label or option holds a secret. */
export const isSecretName = (name: string): boolean => SECRET_WORDS.test(name) && !ABOUT_SECRETS.test(name);

/**
 * Looks for passwords, tokens and keys in a text that stands in an image's config: an environment, a label, a history step.
 * It goes by names and by well-known forms, so it misses some and takes some harmless text for one.
 * @returns in order, not overlapping; only the first 200,000 characters are looked through
 */
export function secretSpans(text: string): SecretSpan[] {
  const looked = text.slice(0, LOOKED_THROUGH);
  const spans: SecretSpan[] = [];
  const add = (start: number, length: number): void => void spans.push({ start, end: start + length });
  for (const pattern of [ASSIGNMENT, FLAG]) {
    for (const match of looked.matchAll(pattern)) {
      const [whole, name = '', value = ''] = match;
      if (isSecretValue(name, value)) add(match.index + whole.length - value.length, value.length);
    }
  }
  for (const pattern of SHAPES) for (const match of looked.matchAll(pattern)) add(match.index, match[0].length);
  for (const pattern of INSIDE) {
    for (const match of looked.matchAll(pattern)) {
      const value = match[1] ?? '';
      if (!isValue(value)) continue;
      add(match.index + match[0].lastIndexOf(value), value.length);
    }
  }
  return mergedSpans(spans);
}

/** The value of a setting whose name is known. */
export const isSecretSetting = (name: string, value: string): boolean =>
  value !== '' && (isSecretValue(name, value) || secretSpans(value).length > 0);

/** A variable, a path, a switch, or what a template or a mask puts in the place of a secret is none. */
function isValue(value: string): boolean {
  const bare = value.replace(/^["']|["']$/g, '');
  return (
    bare !== '' && !/^(?:\$[\w{(]|`|\/|\.{1,2}\/|<|\{\{|%[sd]|\*+$|true$|false$|none$|null$|changeit$)/i.test(bare)
  );
}

/** By its name it is a secret, and it is no path, variable or switch: all of it is to be covered. */
export const isSecretValue = (name: string, value: string): boolean => isSecretName(name) && isValue(value);

/** In order, those that overlap as one. */
export function mergedSpans(spans: readonly SecretSpan[]): SecretSpan[] {
  const found: SecretSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && span.start < last.end)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else found.push(span);
  }
  return found;
}
