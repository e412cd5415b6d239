import type { DockerfilePart } from '../../core/explain/dockerfile/dockerfile-parts.ts';
import { dockerfileTokens, tokenLines, type DockerfileToken } from '../../core/explain/dockerfile/dockerfile-tokens.ts';

/** One line on screen. */
export interface PartRow {
  /** Number in the file; null for the remark that the rest is not shown. */
  readonly number: number | null;
  readonly tokens: readonly DockerfileToken[];
  /** The first line of the step itself, below its remarks: chip, bar and size stand here. */
  readonly isMain: boolean;
}

/** Of one step: longer ones are nobody's, and take the page's breath. The file has all of it. */
const MOST_CHARACTERS = 8_000;
const MOST_LINES = 200;

/** A step line by line, in colours. */
export function partRows({ texts, firstLine }: DockerfilePart): PartRow[] {
  const rows: PartRow[] = [];
  let number = firstLine;
  let left = MOST_CHARACTERS;
  for (const [i, text] of texts.entries()) {
    const lines = tokenLines(dockerfileTokens(text.slice(0, left)));
    lines.forEach((tokens, k) => rows.push({ number: number++, tokens, isMain: i === texts.length - 1 && k === 0 }));
    left -= text.length;
    if (left <= 0 || rows.length > MOST_LINES) return [...rows.slice(0, MOST_LINES), REST];
  }
  return rows;
}

const REST: PartRow = {
  number: null,
  tokens: [{ kind: 'comment', text: '… the rest is in the file: use Save.', isSecret: false }],
  isMain: false,
};
