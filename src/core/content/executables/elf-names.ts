/** `e_machine`, those that images are built for and those one meets by chance. */
export const ELF_MACHINES: ReadonlyMap<number, string> = new Map([
  [2, 'SPARC'],
  [3, 'x86 (32-bit)'],
  [4, 'Motorola 68000'],
  [8, 'MIPS'],
  [20, 'PowerPC'],
  [21, '64-bit PowerPC'],
  [22, 'IBM Z (s390x)'],
  [40, 'Arm'],
  [42, 'SuperH'],
  [43, '64-bit SPARC'],
  [50, 'Itanium'],
  [62, 'x86-64'],
  [183, 'Arm64'],
  [243, 'RISC-V'],
  [247, 'BPF'],
  [258, 'LoongArch'],
]);

/** `EI_OSABI`. */
export const ELF_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0, 'System V, the usual one'],
  [1, 'HP-UX'],
  [2, 'NetBSD'],
  [3, 'Linux'],
  [6, 'Solaris'],
  [9, 'FreeBSD'],
  [12, 'OpenBSD'],
]);
