const MINUTE = 60;
const HOUR = 3600;

/** "11 ms", "4.2 s", "3 min 10 s", "2 h 5 min". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(1, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : wholeSeconds(Math.round(seconds));
}

/** "about 12 s left". */
export const formatTimeLeft = (seconds: number): string =>
  `about ${wholeSeconds(Math.max(1, Math.round(seconds)))} left`;

function wholeSeconds(seconds: number): string {
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return join(Math.floor(seconds / MINUTE), 'min', seconds % MINUTE, 's');
  return join(Math.floor(seconds / HOUR), 'h', Math.floor((seconds % HOUR) / MINUTE), 'min');
}

const join = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayInYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** A date of an image as written in its config; builders write 1970 (or year 1) when they keep none. */
export function formatCreated(written: string): string {
  const ms = Date.parse(written);
  if (Number.isNaN(ms)) return written;
  if (ms <= 0) return `not recorded (written as ${new Date(ms).getUTCFullYear()})`;
  return `${dayAndTime.format(ms).replace(' at ', ', ')} UTC`;
}

/** "today, 09:12", "yesterday, 18:40", "12 Nov", "3 Feb 2024", in the person's own time. */
export function formatWhen(ms: number, nowMs: number): string {
  const then = new Date(ms);
  const now = new Date(nowMs);
  const daysAgo = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000);
  if (daysAgo === 0) return `today, ${clock.format(then)}`;
  if (daysAgo === 1) return `yesterday, ${clock.format(then)}`;
  return then.getFullYear() === now.getFullYear() ? dayInYear.format(then) : day.format(then);
}

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
