import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { MadeDump } from './write-layout.ts';

const LIST_BYTES = 2 ** 28;
/** Shown on a screen without scrolling. */
const FIRST_LINES = 10;
const TEXT = /\.(txt|py|js|md|conf)$/;

/**
 * The text file that comes last in the last layer: whoever has to begin at the start of a packed layer waits longest for it.
 * @returns its path, and the beginning of the longest of its first lines
 */
export function lastTextFile({ folder, layerPaths }: MadeDump): { path: string; text: string } {
  const layer = join(folder, layerPaths.at(-1) ?? '');
  const tar = (...args: string[]): string => {
    const { status, stdout } = spawnSync('tar', args, { encoding: 'utf8', maxBuffer: LIST_BYTES });
    if (status !== 0) throw new Error(`tar ${args.join(' ')} failed`);
    return stdout;
  };
  const path = tar('-tf', layer)
    .split('\n')
    .findLast((name) => TEXT.test(name));
  if (path === undefined) throw new Error(`There is no text file in ${layer}.`);
  const lines = tar('-xOf', layer, path).split('\n', FIRST_LINES);
  const line = lines.reduce((longest, one) => (one.length > longest.length ? one : longest));
  return { path, text: line.slice(0, 40).trim() };
}
