const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'];

/** `14,848`: digits in groups of three. The same on every machine, unlike toLocaleString. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Sizes for people: exact up to 99,999 bytes (`14,848 B`), then one decimal and powers of 1000 (`124.9 MB`). */
export function formatSize(bytes: number): string {
  if (!(bytes > 99_999)) return `${formatCount(bytes)} B`;
  let value = bytes / 1000;
  let unit = 0;
  // 999.95 kB would round to 1000.0 kB.
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

/** `1 layer`, `2 layers`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A digest in running text: algorithm and 12 digits. The finding itself holds it whole. */
export function shortDigest(digest: string): string {
  const colon = digest.indexOf(':');
  return digest.length - colon > 16 ? `${digest.slice(0, colon + 13)}…` : digest;
}

/** Two digests that are told apart in a sentence: with as many digits as that takes. */
export function shortDigests(a: string, b: string): readonly [string, string] {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const short = (digest: string): string => {
    const shown = Math.max(digest.indexOf(':') + 13, same + 1);
    return digest.length > shown + 3 ? `${digest.slice(0, shown)}…` : digest;
  };
  return a === b ? [shortDigest(a), shortDigest(b)] : [short(a), short(b)];
}

/** A long foreign text in a sentence. */
export const shorten = (text: string, most = 80): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
