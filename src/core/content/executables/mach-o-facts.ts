import { FieldView } from '../field-view.ts';
import type { Described } from '../described.ts';

const MACHINES: ReadonlyMap<number, string> = new Map([
  [7, 'x86 (32-bit)'],
  [0x01000007, 'x86-64'],
  [12, 'Arm'],
  [0x0100000c, 'Arm64'],
  [18, 'PowerPC'],
  [0x01000012, '64-bit PowerPC'],
]);
const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'object file'],
  [2, 'program'],
  [6, 'library'],
  [8, 'bundle'],
  [10, 'debugging symbols'],
]);
const FAT = 0xcafebabe;
const MOST_ARCHITECTURES = 32;

/**
 * Header of a macOS executable.
 * @throws ContentFault when the head ends too early
 * @see Mach-O, `mach_header`, `fat_header`
 */
export function machOFacts(head: Uint8Array): Described {
  const big = new FieldView(head, false);
  const note = 'Made for macOS: a container on Linux cannot run it.';
  if (big.u32(0) === FAT) {
    const count = Math.min(big.u32(4), MOST_ARCHITECTURES);
    const machines = Array.from({ length: count }, (_, i) => machineOf(big.u32(8 + i * 20)));
    return {
      title: `macOS file for ${machines.join(' and ')}`,
      facts: [{ name: 'Machines', value: machines.join(', '), note }],
    };
  }
  const isBig = head[0] === 0xfe;
  const fields = new FieldView(head, !isBig);
  const machine = machineOf(fields.u32(4));
  const type = TYPES.get(fields.u32(12)) ?? 'file';
  return { title: `macOS ${type}, ${machine}`, facts: [{ name: 'Machine', value: machine, note }] };
}

const machineOf = (number: number): string => MACHINES.get(number) ?? `machine ${number}`;
