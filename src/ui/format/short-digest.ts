import { visiblePath } from './visible-name.ts';

/** What the program shows of a digest: 12 characters behind the colon. A text that is no digest is cut at the same length. */
export function shortDigest(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1).slice(0, 12);
}

/** A blob by its short digest, any other file by its name; the folder of a legacy layer is kept, its name alone says nothing. */
export function shortPath(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  if (parts[0] === 'blobs' && parts.length === 3) return shortHex(name);
  const folder = parts.at(-2);
  if (folder !== undefined && isHex(folder)) return `${shortHex(folder)}/${name}`;
  return shortHex(name);
}

const isHex = (name: string): boolean => /^[0-9a-f]{64,128}$/.test(name);

function shortHex(name: string): string {
  const match = /^(?:sha256:)?([0-9a-f]{64,128})((?:\.[a-z.]+)?)$/.exec(name);
  return match ? `${match[1]?.slice(0, 12)}${match[2]}` : visiblePath(name);
}
