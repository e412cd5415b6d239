/** `2024-05-01 12:00`, UTC; empty for none, and for what no calendar has. */
export function formatTime(seconds: number | null): string {
  const date = new Date((seconds ?? NaN) * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 16).replace('T', ' ');
}
