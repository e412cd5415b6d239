/** Seconds that a Date can hold on either side of 1970. */
const DATE_SECONDS = 8_640_000_000_000;

/** `2023-11-14`, in UTC; empty for what no calendar has. */
export function shortDate(seconds: number): string {
  if (!(Math.abs(seconds) <= DATE_SECONDS)) return '';
  return new Date(Math.floor(seconds) * 1000).toISOString().replace(/T.*$/, '');
}
