import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../testing/write-tar.ts';
import { elfFacts } from './elf-facts.ts';

interface ElfShape {
  readonly isWide: boolean;
  readonly isLittle: boolean;
  readonly machine: number;
  /** 2 program, 3 shared object. */
  readonly type?: number;
}

const HEADERS = 4;
const BASE = 0x10000;

/** A program with a loader, a build note and two libraries, and nothing that could run. */
function elf({ isWide, isLittle, machine, type = 2 }: ElfShape): Uint8Array {
  const [headBytes, entryBytes, word] = isWide ? [64, 56, 8] : [52, 32, 4];
  const loader = bytesOf('/lib/ld.so.1\0');
  const names = bytesOf('\0libc.so.6\0libm.so.6\0');
  const loaderAt = headBytes + HEADERS * entryBytes;
  const noteAt = loaderAt + 16;
  const namesAt = noteAt + 20;
  const dynamicAt = namesAt + 24;
  const bytes = new Uint8Array(dynamicAt + 10 * word);
  const view = new DataView(bytes.buffer);
  const u16 = (at: number, value: number) => view.setUint16(at, value, isLittle);
  const u32 = (at: number, value: number) => view.setUint32(at, value, isLittle);
  const long = (at: number, value: number) =>
    isWide ? view.setBigUint64(at, BigInt(value), isLittle) : u32(at, value);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, isWide ? 2 : 1, isLittle ? 1 : 2, 1]);
  u16(16, type);
  u16(18, machine);
  long(isWide ? 32 : 28, headBytes);
  u16(isWide ? 54 : 42, entryBytes);
  u16(isWide ? 56 : 44, HEADERS);
  const segments = [
    [3, loaderAt, loader.length],
    [4, noteAt, 20],
    [2, dynamicAt, 10 * word],
    [1, 0, bytes.length],
  ];
  segments.forEach(([kind = 0, offset = 0, size = 0], i) => {
    const at = headBytes + i * entryBytes;
    u32(at, kind);
    long(at + word, offset);
    long(at + 2 * word, BASE + offset);
    long(at + 4 * word, size);
  });
  bytes.set(loader, loaderAt);
  [4, 4, 3].forEach((value, i) => u32(noteAt + 4 * i, value));
  bytes.set(bytesOf('GNU\0\xde\xad\xbe\xef'), noteAt + 12);
  bytes.set(names, namesAt);
  [1, 1, 1, 11, 5, BASE + namesAt, 10, names.length].forEach((value, i) => long(dynamicAt + i * word, value));
  return bytes;
}

async function facts(bytes: Uint8Array): Promise<{ title: string; value: (name: string) => string | undefined }> {
  const { title, facts: all } = await elfFacts({
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.slice(start, end)),
  });
  return { title, value: (name) => all.find((fact) => fact.name === name)?.value };
}

describe('ELF of every width and byte order', () => {
  test.each([
    [{ isWide: true, isLittle: true, machine: 183 }, '64-bit, Arm64', 'little'],
    [{ isWide: true, isLittle: true, machine: 243 }, '64-bit, RISC-V', 'little'],
    [{ isWide: true, isLittle: false, machine: 22 }, '64-bit, IBM Z (s390x)', 'big'],
    [{ isWide: false, isLittle: false, machine: 8 }, '32-bit, MIPS', 'big'],
    [{ isWide: false, isLittle: true, machine: 40 }, '32-bit, Arm', 'little'],
  ])('%o', async (shape, words, order) => {
    const { title, value } = await facts(elf(shape));
    expect(title).toBe(`ELF program, ${words}`);
    expect(value('Machine')).toContain(`${order}-endian`);
    expect(value('Interpreter')).toBe('/lib/ld.so.1');
    expect(value('Needs')).toBe('libc.so.6, libm.so.6');
    expect(value('Build ID')).toBe('deadbeef');
  });

  test('a static program that may be loaded anywhere is no shared object', async () => {
    // In the place of its loader, libraries and names: the flag of its linker alone.
    const bytes = elf({ isWide: true, isLittle: true, machine: 62, type: 3 });
    const [loader, dynamicAt] = [64, bytes.length - 80];
    const view = new DataView(bytes.buffer);
    view.setUint32(loader, 0x6474e551, true);
    bytes.fill(0, dynamicAt);
    expect(await facts(bytes)).toMatchObject({ title: 'ELF shared object, 64-bit, x86-64' });
    view.setBigUint64(dynamicAt, 0x6ffffffbn, true);
    view.setBigUint64(dynamicAt + 8, 0x08000001n, true);
    const { title, value } = await facts(bytes);
    expect(title).toBe('ELF program, static, 64-bit, x86-64');
    expect([value('Needs'), value('Position')]).toEqual(['nothing', 'independent']);
  });

  test('one that breaks off is not called static, whatever is missing', async () => {
    for (const type of [2, 3]) {
      const whole = elf({ isWide: true, isLittle: true, machine: 62, type });
      for (let length = 56; length < whole.length - 8; length += 1) {
        const { title, value } = await facts(whole.slice(0, length));
        expect(title, `${length} bytes`).not.toContain('static');
        expect(value('Needs'), `${length} bytes`).not.toBe('nothing');
        expect(value('Not read further'), `${length} bytes`).toBeDefined();
      }
    }
  });
});
