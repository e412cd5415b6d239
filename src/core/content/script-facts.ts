import { decodeName } from '../bytes/byte-names.ts';
import { languageOf } from './language-of.ts';
import type { Described } from './described.ts';

/** Linux reads so much of the first line and no more. */
const LINE_BYTES = 256;

/**
 * A script by its first line: which program runs it, with which arguments.
 * @see execve(2), "Interpreter scripts"
 */
export function scriptFacts(head: Uint8Array): Described {
  const end = head.indexOf(0x0a);
  const bytes = head.subarray(2, end < 0 ? LINE_BYTES : Math.min(end, LINE_BYTES));
  const line = decodeName(bytes);
  const [program = '', ...words] = line.trim().split(/[ \t]+/);
  const isEnv = program.endsWith('/env');
  const found = isEnv ? (words.find((word) => !word.startsWith('-') && !word.includes('=')) ?? '') : program;
  const name = found.slice(found.lastIndexOf('/') + 1);
  const hasReturn = bytes.at(-1) === 0x0d;
  const facts = [
    {
      name: 'Interpreter',
      value: program,
      note: isEnv ? `Looks for ${name} in the folders of PATH.` : 'The program that runs it. It must be in the image.',
    },
    {
      name: 'Arguments',
      value: words.join(' '),
      note: words.length > 1 && !isEnv ? 'Linux hands them over as one.' : null,
    },
    {
      name: 'Line end',
      value: hasReturn ? 'carriage return' : '',
      note: 'Written on Windows: Linux takes it for a part of the name and does not find the program.',
    },
  ];
  return { title: `Script for ${name === '' ? 'nothing' : name}`, facts: facts.filter(({ value }) => value !== '') };
}

/** Of scripts whose name says nothing. */
export function scriptLanguage(head: Uint8Array): string | null {
  const end = head.indexOf(0x0a);
  const words = decodeName(head.subarray(2, end < 0 ? LINE_BYTES : Math.min(end, LINE_BYTES)))
    .trim()
    .split(/[ \t]+/);
  const isEnv = words[0]?.endsWith('/env') === true;
  const found = isEnv ? words.slice(1).find((word) => !word.startsWith('-') && !word.includes('=')) : words[0];
  return languageOf(`x.${found?.slice(found.lastIndexOf('/') + 1).replace(/[\d.]+$/, '') ?? ''}`);
}
