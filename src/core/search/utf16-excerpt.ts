import type { Excerpt } from './excerpt.ts';

/** In which order UTF-16 has its bytes. */
export type Utf16Order = 'utf-16le' | 'utf-16be';

const decoders = {
  'utf-16le': new TextDecoder('utf-16le', { ignoreBOM: true }),
  'utf-16be': new TextDecoder('utf-16be', { ignoreBOM: true }),
} as const;

/** The order that the mark at the start of a file tells; null where there is none, or that of UTF-32. */
export function markedOrder(head: Uint8Array): Utf16Order | null {
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xff && head[1] === 0xfe && !(head[2] === 0 && head[3] === 0) ? 'utf-16le' : null;
}

/** Every second byte is a zero and no other one: Latin letters as UTF-16, from the first letter's own byte on. */
export const isWideLatin = (hit: Uint8Array): boolean =>
  hit.length > 2 && hit.every((byte, i) => (byte === 0) === (i % 2 === 1));

/**
 * The line around a hit in a text in UTF-16.
 * @param bytes of the window, which starts between two letters
 * @param before @param after how many bytes around the hit are shown at most
 */
export function utf16Line(
  bytes: Uint8Array,
  hitStart: number,
  hitEnd: number,
  order: Utf16Order,
  [before, hit, after]: readonly [before: number, hit: number, after: number],
): Excerpt {
  const start = hitStart - (hitStart % 2);
  // Found from the second byte of a letter on, it ends there too: what follows belongs to the next one.
  const end = hitStart === start ? hitEnd + (hitEnd % 2) : hitEnd - (hitEnd % 2);
  const cut = Math.min(end, start + hit);
  const text = (from: number, to: number): string => decoders[order].decode(bytes.subarray(Math.max(0, from), to));
  const lead = text(start - before, start);
  const trail = text(cut, cut + after);
  const line = lead.slice(lead.lastIndexOf('\n') + 1).replace(/^\ufeff/, '');
  const rest = /^[^\r\n]*/.exec(trail)?.[0] ?? '';
  return joined(
    (line === lead && start > before ? '…' : '') + line,
    text(start, cut) + (cut < end ? '…' : ''),
    rest + (rest === trail && cut + after < bytes.length ? '…' : ''),
  );
}

/** As `strings -el` shows it: letters of Latin, with a dot for what is none, which is most of a binary file. */
export function wideStrings(
  bytes: Uint8Array,
  hitStart: number,
  hitEnd: number,
  [before, hit, after]: readonly [before: number, hit: number, after: number],
): Excerpt {
  const shown = (from: number, to: number): string => {
    let text = '';
    for (let at = from; at < to; at += 2) text += letterOf((bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256);
    return text.replace(/·{4,}/g, '···');
  };
  const end = hitEnd + ((hitEnd - hitStart) % 2);
  const cut = Math.min(end, hitStart + hit);
  const from = hitStart - Math.floor(Math.min(before, hitStart) / 2) * 2;
  return joined(
    shown(from, hitStart),
    shown(hitStart, cut) + (cut < end ? '…' : ''),
    shown(cut, Math.min(bytes.length, cut + after)),
  );
}

const letterOf = (unit: number): string =>
  (unit >= 0x20 && unit < 0x7f) || (unit > 0xa0 && unit < 0x180 && unit !== 0xad) ? String.fromCharCode(unit) : '·';

const joined = (before: string, hit: string, after: string): Excerpt => ({
  text: before + hit + after,
  start: before.length,
  end: before.length + hit.length,
});
