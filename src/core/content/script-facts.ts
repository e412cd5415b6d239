import { decodeName } from '../bytes/byte-names.ts';
import { languageOf } from './language-of.ts';
import type { Described } from './described.ts';

/** Linux reads so much of the first line and no more. */
const LINE_BYTES = 256;

interface FirstLine {
  /** What Linux starts. */
  readonly program: string;
  readonly words: readonly string[];
  /** Name of what runs the script in the end: with `env` that is what env looks for; empty where nothing is named. */
  readonly runner: string;
  readonly isEnv: boolean;
  readonly hasReturn: boolean;
}

function readFirstLine(head: Uint8Array): FirstLine {
  const end = head.indexOf(0x0a);
  const bytes = head.subarray(2, end < 0 ? LINE_BYTES : Math.min(end, LINE_BYTES));
  const [program = '', ...words] = decodeName(bytes)
    .trim()
    .split(/[ \t]+/);
  const isEnv = program.endsWith('/env');
  const found = isEnv ? programOfEnv(words) : program;
  const runner = found.slice(found.lastIndexOf('/') + 1);
  return { program, words, runner, isEnv, hasReturn: bytes.at(-1) === 0x0d };
}

/** Options of env whose value is a word of its own. */
const WITH_VALUE = new Set(['-u', '--unset', '-C', '--chdir', '-a', '--argv0']);

/**
 * What env starts: the first word that is neither an option nor a setting. `-S` may be glued to what it splits.
 * @see GNU Coreutils, 23.2, "env: Run a command in a modified environment"
 */
function programOfEnv(words: readonly string[]): string {
  for (let i = 0; i < words.length; i++) {
    const word = (words[i] ?? '').replace(/^(-[iv0]*S|--split-string=)(?=.)/, '');
    if (WITH_VALUE.has(word)) i += 1;
    else if (!word.startsWith('-') && !word.includes('=')) return word.replace(/^["']|["']$/g, '');
  }
  return '';
}

/**
 * A script by its first line: which program runs it, with which arguments.
 * @see execve(2), "Interpreter scripts"
 */
export function scriptFacts(head: Uint8Array): Described {
  const { program, words, runner, isEnv, hasReturn } = readFirstLine(head);
  const facts = [
    {
      name: 'Interpreter',
      value: program,
      note:
        isEnv && runner !== ''
          ? `Looks for ${runner} in the folders of PATH.`
          : 'The program that runs it. It must be in the image.',
    },
    {
      name: 'Arguments',
      value: words.join(' '),
      note: words.length > 1 ? argumentsNote(words, isEnv) : null,
    },
    {
      name: 'Line end',
      value: hasReturn ? 'carriage return' : '',
      note: 'Written on Windows: Linux takes it for a part of the name and does not find the program.',
    },
  ];
  return {
    title: `Script for ${runner === '' ? 'nothing' : runner}`,
    facts: facts.filter(({ value }) => value !== ''),
  };
}

function argumentsNote(words: readonly string[], isEnv: boolean): string {
  const isSplit = isEnv && /^(-[iv0]*S|--split-string)/.test(words[0] ?? '');
  return isSplit ? 'Linux hands them over as one; -S makes env take them apart.' : 'Linux hands them over as one.';
}

/** Of scripts whose name says nothing. */
export const scriptLanguage = (head: Uint8Array): string | null =>
  languageOf(`x.${readFirstLine(head).runner.replace(/[\d.]+$/, '')}`);
