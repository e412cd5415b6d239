import type { ConfigView } from '../../oci/config.ts';
import type { DockerfileLine } from './dockerfile-line.ts';
import { escapeDirective, escapeOf } from './escape-character.ts';

/** What belongs to one step: remarks, declarations it needs, and its instruction as the last of its lines. */
export interface DockerfilePart {
  /** The same whenever the same history is read: `from`, `step-3`, `layer-2`, `config-7`. */
  readonly key: string;
  /** The step itself. */
  readonly main: DockerfileLine;
  /** Ready to be written, each of one line or several. */
  readonly texts: readonly string[];
  /** Where its first line stands in the file, from 1. */
  readonly firstLine: number;
}

const REBUILT = '# Rebuilt from the history of the image. This is not the Dockerfile itself.';

/** Lines before all parts. */
export const dockerfileHeader = (config: Pick<ConfigView, 'os'>): readonly string[] =>
  [escapeDirective(escapeOf(config)), REBUILT].filter((line) => line !== null);

/**
 * Lines as they are written to a file: guesses and warnings become comments above what they are about, for a comment may not
 * stand behind an instruction.
 * @param lines from `reconstructDockerfile`
 */
export function dockerfileParts(header: readonly string[], lines: readonly DockerfileLine[]): DockerfilePart[] {
  const parts: { key: string; main: DockerfileLine; texts: string[]; firstLine: number }[] = [];
  let number = 1 + header.length;
  let lastGuess: string | null = null;
  let fromConfig = 0;
  for (const line of lines) {
    const key = keyOf(line) ?? `config-${++fromConfig}`;
    const remarks = line.part === 'base' ? [] : [line.guess, line.warning].filter((remark) => remark !== null);
    // What the config alone tells comes in a row: once is enough.
    if (line.history === null && line.kind === 'instruction' && line.guess === lastGuess) remarks.shift();
    lastGuess = line.guess;
    const texts = [...remarks.map((remark) => `# ${remark}`), line.text];
    const open = parts.at(-1);
    if (open?.key === key) {
      open.texts.push(...texts);
      open.main = line;
    } else parts.push({ key, main: line, texts, firstLine: number });
    number += texts.reduce((sum, text) => sum + lineCount(text), 0);
  }
  return parts;
}

/** The parts as a file. */
export const dockerfileText = (header: readonly string[], parts: readonly DockerfilePart[]): string =>
  [...header, ...parts.flatMap(({ texts }) => texts)].map((text) => `${text}\n`).join('');

function keyOf({ kind, history, layer }: DockerfileLine): string | null {
  if (kind === 'from') return 'from';
  if (history !== null) return `step-${history + 1}`;
  return layer === null ? null : `layer-${layer + 1}`;
}

function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
