import { dateInWords } from '../plain-words.ts';
import type { AttributeRow } from './attribute-row.ts';

/** Seconds that a Date can hold on either side of 1970. */
const DATE_SECONDS = 8_640_000_000_000;
const YEAR_2100 = 4_102_444_800;

/** Dates that tools write when they mean none, so that the same input gives the same bytes. */
const PLACEHOLDERS: ReadonlyMap<number, string> = new Map([
  [0, 'The beginning of computer time: tools that build the same bytes each time write it.'],
  [1, 'One second after the beginning of computer time, as Nix, Jib and Bazel write it.'],
  [315_532_800, 'The beginning of 1980, which some tools write because ZIP files know nothing earlier.'],
  [315_532_801, 'One second into 1980, as Buildpacks write it.'],
  [499_162_500, 'A date in 1985 that npm gives every file of a package.'],
]);

/** @param seconds since 1970, with a fraction or negative where the tar says so */
export function mtimeRow(seconds: number): AttributeRow {
  const name = 'Modified';
  if (!Number.isFinite(seconds) || Math.abs(seconds) > DATE_SECONDS)
    return { name, value: `${String(seconds)} seconds since 1970`, note: 'No calendar reaches that far.' };
  const whole = Math.floor(seconds);
  const iso = new Date(whole * 1000).toISOString();
  // Years beyond four digits are written with a sign, which is no date for people.
  const words = dateInWords(iso) ?? iso;
  const fraction = fractionOf(seconds);
  const value = fraction === '' ? words : words.replace(' UTC', `${fraction} UTC`);
  const note =
    PLACEHOLDERS.get(seconds) ??
    (seconds < 0 ? 'Before 1970: most likely a mistake of the tool that wrote it.' : null) ??
    (seconds > YEAR_2100 ? 'Far in the future: most likely a mistake of the tool that wrote it.' : null) ??
    (fraction === '' ? null : 'The fraction is in a pax record; older tar formats hold whole seconds.');
  return { name, value, note };
}

/** `.25`, as exact as a number can hold it; empty for none. */
function fractionOf(seconds: number): string {
  const part = seconds - Math.floor(seconds);
  if (part === 0) return '';
  // About 1.7 billion seconds leave some seven digits.
  return part.toFixed(7).replace(/^\d/, '').replace(/0+$/, '').replace(/\.$/, '');
}
