import { DumpError } from '../errors.ts';

/** A byte string to be found; bit i of a byte counts where it is set in the mask. */
export interface Needle {
  readonly values: Uint8Array;
  readonly masks: Uint8Array;
}

const isAsciiLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** @param isCaseSensitive false: letters of ASCII in either case; of others the bytes count */
export function textNeedle(bytes: Uint8Array, isCaseSensitive: boolean): Needle {
  const masks = Uint8Array.from(bytes, (byte) => (!isCaseSensitive && isAsciiLetter(byte) ? 0xdf : 0xff));
  return { values: bytes.map((byte, i) => byte & (masks[i] ?? 0)), masks };
}

/**
 * The same text as UTF-16, which is how Windows writes it, in either order of its bytes. Up to U+00FF the orders differ
 * only in where the zeros stand: what is between the first letter and the last is found in both.
 * @param isCaseSensitive as for `textNeedle`
 */
export function utf16Needles(text: string, isCaseSensitive: boolean): Needle[] {
  const low: number[] = [];
  const masks: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low.push(unit & 0xff, unit >> 8);
    masks.push(!isCaseSensitive && unit < 0x80 && isAsciiLetter(unit) ? 0xdf : 0xff, 0xff);
  }
  const needle = (values: readonly number[], of: readonly number[]): Needle => ({
    values: Uint8Array.from(values, (value, i) => value & (of[i] ?? 0)),
    masks: Uint8Array.from(of),
  });
  // Of a single letter too little would be left.
  const isNarrow = text.length > 1 && low.every((byte, i) => i % 2 === 0 || byte === 0);
  const other = isNarrow ? needle(low.slice(0, -1), masks.slice(0, -1)) : needle(swapped(low), swapped(masks));
  return [needle(low, masks), other];
}

/** In pairs. */
const swapped = (bytes: readonly number[]): number[] => bytes.map((_, i) => bytes[i ^ 1] ?? 0);

/**
 * Bytes in hex: `de ad be ef`, `DEADBEEF`, `0xde,0xad`; `?` stands for any digit, so `??` for any byte.
 * @throws DumpError `pattern-invalid`
 */
export function hexNeedle(pattern: string): Needle {
  const fail = (reason: string) => new DumpError({ code: 'pattern-invalid', data: { pattern, reason } });
  const digits = pattern.replace(/0x/gi, ' ').replace(/[\s,:_-]+/g, '');
  if (digits === '') throw fail('there are no bytes in it');
  const wrong = /[^0-9a-f?]/i.exec(digits);
  if (wrong) throw fail(`“${wrong[0]}” is no hex digit`);
  if (digits.length % 2 !== 0) throw fail('a byte has two hex digits, and one is missing');
  const masks = new Uint8Array(digits.length / 2);
  const values = new Uint8Array(digits.length / 2);
  for (let i = 0; i < masks.length; i++) {
    const [high = '', low = ''] = digits.slice(2 * i, 2 * i + 2);
    masks[i] = (high === '?' ? 0 : 0xf0) | (low === '?' ? 0 : 0x0f);
    values[i] = parseInt((high + low).replaceAll('?', '0'), 16);
  }
  if (masks.every((mask) => mask === 0)) throw fail('it fits any bytes');
  return { values, masks };
}
