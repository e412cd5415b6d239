import { toHex } from '../../bytes/hex.ts';
import { EXECUTABLE_TABLE_BYTES } from '../../limits.ts';
import type { ContentReader } from '../content-reader.ts';
import { ContentFault, FieldView } from '../field-view.ts';

/** What an ELF file says of itself. */
export interface ElfFile {
  readonly bits: 32 | 64;
  readonly isLittleEndian: boolean;
  readonly system: number;
  /** 1 object, 2 program, 3 shared object or program, 4 core dump. */
  readonly type: number;
  readonly machine: number;
  /** Path of the loader; null for what needs none. */
  readonly interpreter: string | null;
  readonly isDynamic: boolean;
  /** Its linker says that it is a program, not a library, although both are of type 3. */
  readonly isProgram: boolean;
  readonly needed: readonly string[];
  readonly soname: string | null;
  readonly searchPath: string | null;
  /** Lowercase hex. */
  readonly buildId: string | null;
  /** No symbol table is left; null where the file has no list of sections. */
  readonly isStripped: boolean | null;
  /** Bytes of debugging information. */
  readonly debugBytes: number;
  /** Built by Go: it has Go's own build note. */
  readonly isGo: boolean;
  /** Where reading stopped, when something does not fit together. */
  readonly fault: string | null;
}

type Draft = { -readonly [K in keyof ElfFile]: ElfFile[K] };

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

const LOAD = 1;
const DYNAMIC = 2;
const INTERPRETER = 3;
const NOTE = 4;
const MOST_HEADERS = 4096;
const MOST_NEEDED = 1000;
const MOST_NAME = 4096;

/**
 * Reads an ELF file's headers, its dynamic section and notes with a few bounded reads, each at most
 * `EXECUTABLE_TABLE_BYTES`; of code and data nothing. What does not fit together ends in `fault`, the rest stays.
 * @throws ContentFault when there is not even a header; what `reader.read` throws
 * @see System V ABI, chapters 4 and 5, "Object Files" and "Program Loading and Dynamic Linking"
 */
export async function readElf(reader: ContentReader): Promise<ElfFile> {
  const head = await reader.read(0, 64);
  const isWide = head[4] === 2;
  const fields = new FieldView(head, head[5] !== 2);
  const elf: Draft = {
    bits: isWide ? 64 : 32,
    isLittleEndian: head[5] !== 2,
    system: fields.u8(7),
    type: fields.u16(16),
    machine: fields.u16(18),
    interpreter: null,
    isDynamic: false,
    isProgram: fields.u16(16) === 2,
    needed: [],
    soname: null,
    searchPath: null,
    buildId: null,
    isStripped: null,
    debugBytes: 0,
    isGo: false,
    fault: null,
  };
  try {
    const segments = await readSegments(reader, fields, isWide);
    await readInterpreter(reader, segments, elf);
    await readNotes(reader, segments, elf);
    await readDynamic(reader, segments, elf, isWide);
    await readSections(reader, fields, isWide, elf);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    elf.fault = error.message;
  }
  return elf;
}

/** All of `length` bytes from `offset` on. */
async function table(reader: ContentReader, offset: number, length: number, isLittle: boolean): Promise<FieldView> {
  if (length > EXECUTABLE_TABLE_BYTES) throw new ContentFault(`a table of ${length} bytes`);
  const bytes = await reader.read(offset, offset + length);
  if (bytes.length < length) throw new ContentFault(`a table of ${length} bytes at byte ${offset}`);
  return new FieldView(bytes, isLittle);
}

async function readSegments(reader: ContentReader, head: FieldView, isWide: boolean): Promise<Segment[]> {
  const offset = isWide ? head.u64(32) : head.u32(28);
  const entryBytes = head.u16(isWide ? 54 : 42);
  const count = head.u16(isWide ? 56 : 44);
  if (count === 0) return [];
  if (count > MOST_HEADERS || entryBytes < (isWide ? 56 : 32)) throw new ContentFault(`${count} program headers`);
  const fields = await table(reader, offset, entryBytes * count, isLittle(head));
  return Array.from({ length: count }, (_, i) => {
    const at = i * entryBytes;
    return isWide
      ? { type: fields.u32(at), offset: fields.u64(at + 8), address: fields.u64(at + 16), size: fields.u64(at + 32) }
      : { type: fields.u32(at), offset: fields.u32(at + 4), address: fields.u32(at + 8), size: fields.u32(at + 16) };
  });
}

const isLittle = (head: FieldView): boolean => head.u8(5) !== 2;

async function readInterpreter(reader: ContentReader, segments: readonly Segment[], elf: Draft): Promise<void> {
  const segment = segments.find(({ type }) => type === INTERPRETER);
  if (!segment) return;
  const length = Math.min(segment.size, MOST_NAME);
  elf.interpreter = (await table(reader, segment.offset, length, true)).ascii(0, length);
}

/** Notes: length of name, length of description, type, each 4 bytes; name and description filled up to 4. */
async function readNotes(reader: ContentReader, segments: readonly Segment[], elf: Draft): Promise<void> {
  for (const segment of segments.filter(({ type }) => type === NOTE).slice(0, 16)) {
    if (segment.size > 65_536) continue;
    const fields = await table(reader, segment.offset, segment.size, elf.isLittleEndian);
    for (let at = 0; at + 12 <= segment.size;) {
      const [nameBytes, valueBytes, type] = [fields.u32(at), fields.u32(at + 4), fields.u32(at + 8)];
      const valueAt = at + 12 + padded(nameBytes);
      if (nameBytes > segment.size || valueBytes > segment.size) break;
      const name = fields.ascii(at + 12, at + 12 + nameBytes);
      if (name === 'GNU' && type === 3 && valueBytes <= 64)
        elf.buildId = toHex(fields.slice(valueAt, valueAt + valueBytes));
      if (name === 'Go' && type === 4) elf.isGo = true;
      at = valueAt + padded(valueBytes);
    }
  }
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

async function readDynamic(
  reader: ContentReader,
  segments: readonly Segment[],
  elf: Draft,
  isWide: boolean,
): Promise<void> {
  const segment = segments.find(({ type }) => type === DYNAMIC);
  if (!segment || segment.size === 0) return;
  elf.isDynamic = true;
  const step = isWide ? 16 : 8;
  const fields = await table(reader, segment.offset, segment.size - (segment.size % step), elf.isLittleEndian);
  const entries: { tag: number; value: number }[] = [];
  for (let at = 0; at + step <= fields.bytes.length; at += step) {
    const tag = fields.u32(elf.isLittleEndian || !isWide ? at : at + 4);
    if (tag === 0) break;
    // Other tags may hold anything; only those that are offsets are read as numbers.
    if (TAGS.has(tag)) entries.push({ tag, value: isWide ? fields.u64(at + 8) : fields.u32(at + 4) });
  }
  if (entries.some(({ tag, value }) => tag === FLAGS_1 && (value & PROGRAM) !== 0)) elf.isProgram = true;
  const one = (tag: number): number | undefined => entries.find((entry) => entry.tag === tag)?.value;
  const address = one(STRINGS);
  const home = segments.find(
    ({ type, address: start, size }) =>
      type === LOAD && address !== undefined && address >= start && address < start + size,
  );
  if (address === undefined || !home) return;
  const length = Math.min(one(STRINGS_BYTES) ?? 0, EXECUTABLE_TABLE_BYTES, home.address + home.size - address);
  const names = await table(reader, home.offset + address - home.address, length, true);
  const nameAt = (at: number | undefined): string | null =>
    at === undefined || at >= length ? null : names.ascii(at, Math.min(length, at + MOST_NAME));
  const needed = entries.filter(({ tag }) => tag === NEEDED).slice(0, MOST_NEEDED);
  elf.needed = needed.map(({ value }) => nameAt(value) ?? '').filter((name) => name !== '');
  elf.soname = nameAt(one(SONAME));
  elf.searchPath = nameAt(one(RUNPATH) ?? one(RPATH));
}

const NEEDED = 1;
const STRINGS = 5;
const STRINGS_BYTES = 10;
const SONAME = 14;
const RPATH = 15;
const RUNPATH = 29;
/** `DT_FLAGS_1`, and its bit `DF_1_PIE`: a program that may be loaded anywhere; see glibc, elf/elf.h. */
const FLAGS_1 = 0x6ffffffb;
const PROGRAM = 0x08000000;
const TAGS: ReadonlySet<number> = new Set([NEEDED, STRINGS, STRINGS_BYTES, SONAME, RPATH, RUNPATH, FLAGS_1]);

/** Whether a symbol table is there, and how much of the file helps debuggers only. */
async function readSections(reader: ContentReader, head: FieldView, isWide: boolean, elf: Draft): Promise<void> {
  const offset = isWide ? head.u64(40) : head.u32(32);
  const entryBytes = head.u16(isWide ? 58 : 46);
  const count = head.u16(isWide ? 60 : 48);
  const namesAt = head.u16(isWide ? 62 : 50);
  if (offset === 0 || count === 0) return;
  if (count > MOST_HEADERS * 4 || entryBytes < (isWide ? 64 : 40)) throw new ContentFault(`${count} sections`);
  const fields = await table(reader, offset, entryBytes * count, elf.isLittleEndian);
  const sections = Array.from({ length: count }, (_, i) => {
    const at = i * entryBytes;
    return {
      name: fields.u32(at),
      type: fields.u32(at + 4),
      offset: isWide ? fields.u64(at + 24) : fields.u32(at + 16),
      size: isWide ? fields.u64(at + 32) : fields.u32(at + 20),
    };
  });
  elf.isStripped = !sections.some(({ type }) => type === SYMBOLS);
  const strings = sections[namesAt];
  if (!strings || strings.size > EXECUTABLE_TABLE_BYTES) return;
  const names = await table(reader, strings.offset, strings.size, true);
  for (const { name, type, size } of sections) {
    if (name >= strings.size || type === NO_BITS) continue;
    const text = names.ascii(name, Math.min(strings.size, name + 64));
    if (text.startsWith('.debug_') || text.startsWith('.zdebug_')) elf.debugBytes += size;
    if (text === '.go.buildinfo') elf.isGo = true;
  }
}

const SYMBOLS = 2;
const NO_BITS = 8;
