import type { ContentFact } from '../content.ts';
import { FieldView } from '../field-view.ts';
import type { Described } from '../described.ts';

const MACHINES: ReadonlyMap<number, string> = new Map([
  [0x14c, 'x86 (32-bit)'],
  [0x1c4, 'Arm'],
  [0x8664, 'x86-64'],
  [0xaa64, 'Arm64'],
  [0x5064, 'RISC-V'],
  [0xebc, 'EFI byte code'],
]);
const SUBSYSTEMS: ReadonlyMap<number, string> = new Map([
  [1, 'driver'],
  [2, 'program with windows'],
  [3, 'console program'],
  [10, 'EFI program'],
  [11, 'EFI driver'],
  [12, 'EFI driver'],
]);
const DLL = 0x2000;

/**
 * Header of a Windows or EFI executable.
 * @throws ContentFault when the head ends too early
 * @see PE Format, "COFF File Header" and "Optional Header"
 */
export function peFacts(head: Uint8Array): Described {
  const fields = new FieldView(head, true);
  const at = fields.u32(60) + 4;
  const machine = MACHINES.get(fields.u16(at)) ?? `machine 0x${fields.u16(at).toString(16)}`;
  const isLibrary = (fields.u16(at + 18) & DLL) !== 0;
  const hasOptional = fields.u16(at + 16) >= 70;
  const subsystem = hasOptional ? (SUBSYSTEMS.get(fields.u16(at + 20 + 68)) ?? null) : null;
  const facts: ContentFact[] = [
    { name: 'Machine', value: machine, note: 'The processor it runs on. It should be that of the image.' },
  ];
  if (subsystem !== null) facts.push({ name: 'Made as', value: subsystem, note: null });
  const isManaged = hasOptional && hasManagedHeader(fields, at + 20);
  if (isManaged) facts.push({ name: 'Code', value: '.NET', note: 'It needs the .NET runtime to run.' });
  return { title: `Windows ${isLibrary ? 'library (DLL)' : 'executable'}, ${machine}`, facts };
}

/** The fifteenth data directory points to the header of the .NET runtime. */
function hasManagedHeader(fields: FieldView, optional: number): boolean {
  const isWide = fields.u16(optional) === 0x20b;
  const directories = optional + (isWide ? 112 : 96);
  return fields.u32(directories - 4) > 14 && fields.u32(directories + 14 * 8) !== 0;
}
