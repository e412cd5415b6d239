import { countText } from './count-words.ts';

/** `2024-05-06 07:08:09 UTC`, whole seconds. Dates beyond what a calendar of 271,821 years holds stay numbers. */
export function utcText(seconds: number): string {
  const date = new Date(Math.floor(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? countText(seconds) : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
