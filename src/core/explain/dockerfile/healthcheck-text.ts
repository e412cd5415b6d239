import type { Healthcheck } from '../../oci/config.ts';
import { jsonList, quotedTexts } from './go-lists.ts';

/** A HEALTHCHECK instruction as a Dockerfile has it. */
export function healthcheckText(check: Healthcheck): string {
  const [kind, ...words] = check.test;
  if (kind === 'NONE') return 'HEALTHCHECK NONE';
  const options = [
    durationOption('interval', check.intervalNs),
    durationOption('timeout', check.timeoutNs),
    durationOption('start-period', check.startPeriodNs),
    durationOption('start-interval', check.startIntervalNs),
    check.retries ? `--retries=${check.retries} ` : '',
  ];
  return `HEALTHCHECK ${options.join('')}CMD ${commandOf(kind, words)}`;
}

/**
 * Reads what builders print of a check: `&{["CMD" "/x"] "30s" "0s" "0s" "0s" '\x00'}`. Used only for one that a later step
 * replaced: of the last the config tells more.
 * @returns null when it is printed in another way
 */
export function printedHealthcheckText(printed: string): string | null {
  const match = /^&\{(\[[^]*?\])((?: "[^"]*")*)(?: '((?:\\[^]|[^'\\])+)')?/.exec(printed.trim());
  const test = match?.[1] === undefined ? null : quotedTexts(match[1]);
  if (!test || test.length === 0) return null;
  const [kind, ...words] = test;
  if (kind === 'NONE') return 'HEALTHCHECK NONE';
  const names = ['interval', 'timeout', 'start-period', 'start-interval'];
  const options = (quotedTexts(match?.[2] ?? '') ?? []).map((value, i) =>
    /^(?:0s)?$/.test(value) || !names[i] ? '' : `--${names[i]}=${value} `,
  );
  // Printed as a character.
  const retries = quotedTexts(`"${match?.[3] ?? ''}"`)?.[0]?.codePointAt(0) ?? 0;
  if (retries > 0) options.push(`--retries=${retries} `);
  return `HEALTHCHECK ${options.join('')}CMD ${commandOf(kind, words)}`;
}

function commandOf(kind: string | undefined, words: readonly string[]): string {
  const line = words.join(' ').replace(/[\r\n]+/g, ' ');
  return kind === 'CMD-SHELL' && line.trim() !== '' ? line : jsonList(words);
}

/** Zero means the default. */
function durationOption(name: string, ns: number | null): string {
  if (!ns) return '';
  for (const [unit, size] of [
    ['h', 3600e9],
    ['m', 60e9],
    ['s', 1e9],
    ['ms', 1e6],
    ['us', 1e3],
  ] as const) {
    if (ns % size === 0) return `--${name}=${ns / size}${unit} `;
  }
  return `--${name}=${ns}ns `;
}
