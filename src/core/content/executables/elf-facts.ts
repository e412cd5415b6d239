import { decodeName, fromBinary } from '../../bytes/byte-names.ts';
import type { ContentFact } from '../content.ts';
import type { ContentReader } from '../content-reader.ts';
import { countWords } from '../count-words.ts';
import type { Described } from '../described.ts';
import { ELF_MACHINES, ELF_SYSTEMS } from './elf-names.ts';
import { type ElfFile, readElf } from './read-elf.ts';

/** @throws ContentFault when it is none after all */
export async function elfFacts(reader: ContentReader): Promise<Described> {
  const elf = await readElf(reader);
  const machine = ELF_MACHINES.get(elf.machine) ?? `machine ${elf.machine}`;
  return { title: `ELF ${kindOf(elf)}, ${elf.bits}-bit, ${machine}`, facts: factsOf(elf, machine) };
}

function kindOf(elf: ElfFile): string {
  const { type, interpreter, isDynamic, soname } = elf;
  if (type === 1) return 'object file';
  if (type === 4) return 'core dump';
  const isStatic = needsNothing(elf);
  if (type === 2) return isStatic ? 'program, static' : 'program';
  if (type !== 3) return 'file';
  // The C library is one, although it can be started: it then tells its version.
  if (soname !== null) return 'shared library';
  if (interpreter !== null) return 'program';
  if (isStatic) return 'program, static';
  return isDynamic ? 'shared object' : 'file';
}

/**
 * Static. One that may be loaded anywhere has a dynamic section all the same, for the addresses that it sets itself. What could
 * not be read may name a loader or libraries: nothing is said to be static then.
 */
const needsNothing = ({ interpreter, isDynamic, isProgram, needed, fault }: ElfFile): boolean =>
  interpreter === null && fault === null && (!isDynamic || (isProgram && needed.length === 0));

function factsOf(elf: ElfFile, machine: string): ContentFact[] {
  const facts: ContentFact[] = [];
  const add = (name: string, value: string | null, note: string | null = null): void => {
    if (value !== null && value !== '') facts.push({ name, value: named(value), note });
  };
  add(
    'Machine',
    `${machine}, ${elf.bits}-bit, ${elf.isLittleEndian ? 'little' : 'big'}-endian`,
    'The processor it runs on. It should be that of the image.',
  );
  add('System', elf.system === 0 ? null : (ELF_SYSTEMS.get(elf.system) ?? `number ${elf.system}`));
  add(
    'Interpreter',
    elf.interpreter,
    'The loader that starts it. If this file is not in the image, starting it ends with "not found".',
  );
  if (elf.needed.length > 0)
    add(
      'Needs',
      elf.needed.join(', '),
      `${countWords(elf.needed.length, 'library', 'libraries')} that the loader looks for.`,
    );
  else if ((elf.type === 2 || elf.type === 3) && elf.fault === null)
    add('Needs', 'nothing', needsNothing(elf) ? 'Static: everything it uses is inside.' : null);
  add('Library name', elf.soname, 'The name by which programs ask for it.');
  add('Search path', elf.searchPath, 'Folders in which it looks for its libraries first.');
  if (elf.type === 3 && (elf.interpreter !== null || elf.isProgram) && elf.soname === null)
    add('Position', 'independent', 'The system may load it anywhere, which makes attacks harder.');
  add('Build ID', elf.buildId, 'Names this very build; debuggers find its symbols by it.');
  if (elf.isGo) add('Language', 'Go', 'It carries the build note of the Go tools.');
  if (elf.isStripped !== null)
    add(
      'Symbols',
      elf.isStripped ? 'stripped' : 'not stripped',
      elf.isStripped
        ? 'The names of its functions were taken out.'
        : 'The names of its functions are inside; `strip` takes them out.',
    );
  if (elf.debugBytes > 0)
    add(
      'Debugging',
      countWords(elf.debugBytes, 'byte'),
      'Only debuggers use this part; it can be left out of an image.',
    );
  if (elf.fault !== null) add('Not read further', elf.fault, 'Something in its headers does not fit together.');
  return facts;
}

/** Names from the file: bytes, so shown as names are. */
const named = (text: string): string => {
  // eslint-disable-next-line no-control-regex -- one character per byte here
  return /^[\u0000-\u007f]*$/.test(text) ? text : /^[\u0000-\u00ff]*$/.test(text) ? decodeName(fromBinary(text)) : text;
};
