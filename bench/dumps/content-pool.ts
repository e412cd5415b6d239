import { Random } from './random.ts';

export type ContentKind = 'text' | 'machine' | 'packed';

const MIB = 2 ** 20;
/** Large beside the windows of gzip (32 KiB) and zstd -3 (2 MiB), so that reuse of the pool is hardly ever found by them. */
const POOL_BYTES: Readonly<Record<ContentKind, number>> = { text: 32 * MIB, machine: 64 * MIB, packed: 16 * MIB };
/** A file is put together from pieces this long, so that files larger than the pool do not repeat it in order. */
const PIECE_BYTES = 2 * MIB;
const NEWLINE = 10;

/** What every ELF file of a 64-bit Linux begins with: class, byte order, version, and an x86-64 shared object. */
const ELF_START = Uint8Array.from([
  0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0, 1, 0, 0, 0,
]);

/** Bytes to cut files from, made once from a seed: text, machine code as in ELF files, and bytes that do not pack. */
export class ContentPool {
  readonly #pools: Readonly<Record<ContentKind, Buffer>>;

  constructor(seed: number) {
    const random = new Random(seed);
    const text = makeText(random, POOL_BYTES.text);
    this.#pools = {
      text,
      machine: makeMachineCode(random, POOL_BYTES.machine, text),
      packed: makeNoise(random, POOL_BYTES.packed),
    };
  }

  /** The parts of one file, together `size` bytes. They are views into the pool: not to be written to. */
  *file(kind: ContentKind, size: number, random: Random): Generator<Uint8Array> {
    const pool = this.#pools[kind];
    let left = size;
    if (kind === 'machine' && left >= ELF_START.length) {
      yield ELF_START;
      left -= ELF_START.length;
    }
    while (left > 0) {
      const length = Math.min(left, PIECE_BYTES);
      let from = random.below(pool.length - length);
      if (kind === 'text') from = Math.min(pool.indexOf(NEWLINE, from) + 1, pool.length - length);
      yield pool.subarray(from, from + length);
      left -= length;
    }
  }
}

const SYLLABLES =
  'al be con de er fi ga hand in jo ket li mo net op par qu re set tion un ver wri ex ys zo pro comp ing load file'.split(
    ' ',
  );

function makeWords(random: Random, count: number): string[] {
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + random.below(4) }, () => SYLLABLES[random.below(SYLLABLES.length)]).join(''),
  );
}

/** Lines as in sources, configuration and documentation: a vocabulary used by rank, indentation, and lines that come again. */
function makeText(random: Random, size: number): Buffer {
  const words = makeWords(random, 20_000);
  const marks = [' ', ' ', ' ', ' ', ' ', '_', '.', '(', ') ', ' = ', ', ', '; ', '/', ': ', '"'];
  const pool = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    const back = random.next() % 12 === 0 ? pool.indexOf(NEWLINE, Math.max(0, at - random.below(16_384))) : -1;
    const end = back < 0 ? -1 : pool.indexOf(NEWLINE, back + 1);
    if (end > back && end < at) {
      at += pool.copy(pool, at, back + 1, end + 1);
      continue;
    }
    let line = '  '.repeat(random.rank(6));
    for (let left = 2 + random.below(9); left > 0; left--)
      line += `${words[random.rank(words.length)] ?? ''}${marks[random.below(marks.length)] ?? ''}`;
    if (random.next() % 8 === 0) line += random.next().toString(random.next() % 2 === 0 ? 10 : 16);
    at += pool.write(`${line}\n`, at, 'latin1');
  }
  return pool;
}

/** Instructions by rank with operands that are mostly small, tables of growing addresses, and strings between them. */
function makeMachineCode(random: Random, size: number, text: Buffer): Buffer {
  const opcodes = Array.from({ length: 1500 }, () =>
    Uint8Array.from({ length: 1 + random.below(5) }, () => random.next()),
  );
  const pool = Buffer.alloc(size);
  let at = 0;
  while (at < size - 32) {
    const sectionEnd = Math.min(size - 32, at + 4096 + random.below(120_000));
    const section = random.below(8);
    if (section === 0) {
      const from = random.below(text.length - (sectionEnd - at));
      at += text.copy(pool, at, from, from + (sectionEnd - at));
    } else if (section === 1) {
      for (let address = random.below(2 ** 24); at < sectionEnd; address += 8 * (1 + random.rank(64))) {
        pool.writeUInt32LE(address, at);
        pool.writeUInt32LE(random.rank(256), at + 8);
        at += 16;
      }
    } else {
      while (at < sectionEnd)
        at = random.next() % 4 === 0 ? repeat(random, pool, at) : writeInstruction(random, pool, at, opcodes);
    }
  }
  return pool;
}

/** Compilers write the same short run of instructions again and again: that is most of what packers find in programs. */
function repeat(random: Random, pool: Buffer, at: number): number {
  const length = 6 + random.rank(24);
  const from = Math.max(0, at - length - random.rank(24_000));
  return at + pool.copy(pool, at, from, Math.min(from + length, at));
}

function writeInstruction(random: Random, pool: Buffer, at: number, opcodes: readonly Uint8Array[]): number {
  const opcode = opcodes[random.rank(opcodes.length)] ?? new Uint8Array(1);
  pool.set(opcode, at);
  const operand = at + opcode.length;
  switch (random.next() & 3) {
    case 0: // a call or a jump: a near address, its high bytes all 0 or all 1
      pool.writeInt32LE((random.next() & 0xfffff) - 0x80000, operand);
      return operand + 4;
    case 1: // a place on the stack
      pool[operand] = 8 * random.rank(32);
      return operand + 1;
    default:
      return operand;
  }
}

function makeNoise(random: Random, size: number): Buffer {
  const pool = Buffer.alloc(size);
  for (let at = 0; at < size; at += 4) pool.writeUInt32LE(random.next(), at);
  return pool;
}
