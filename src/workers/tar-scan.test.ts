/** The kernel's reader of plain tar headers says what the one in TypeScript says, of any block. */
import { beforeAll, describe, expect, test } from 'vitest';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';
import { parseTarBlock, type ScanTarBlock, TAR_BLOCK } from '../core/tar/tar-block.ts';
import { loadKernelCodecs } from './kernel-codecs.ts';

let scan: ScanTarBlock;
beforeAll(() => {
  scan = loadKernelCodecs()!.scanTarBlock;
});

const NUMBERS: readonly (readonly [start: number, length: number])[] = [
  [100, 8],
  [108, 8],
  [116, 8],
  [124, 12],
  [136, 12],
  [329, 8],
  [337, 8],
];
const TEXTS: readonly (readonly [start: number, length: number])[] = [
  [0, 100],
  [157, 100],
  [265, 32],
  [297, 32],
  [345, 155],
];
const MAGICS = ['ustar\0' + '00', 'ustar  \0', 'ustar\0\0\0', '\0\0\0\0\0\0\0\0', 'ustar 00', 'uSTAR\0' + '00'];

const octal = (random: SeededRandom, length: number): string => {
  const digits = random.int(8 ** random.int(length)).toString(8);
  switch (random.int(8)) {
    case 0:
      return digits.padStart(length - 1, ' ') + '\0';
    case 1:
      return digits.padStart(length - 1, '0') + ' ';
    case 2:
      return digits + ' \0';
    case 3:
      return digits.padStart(length, '7');
    case 4:
      return '';
    case 5:
      return digits + '\0' + '9a';
    default:
      return digits.padStart(length - 1, '0') + '\0';
  }
};

/** A block as writers of all times made them, or something near. */
function anyBlock(random: SeededRandom): Buffer {
  const block = Buffer.alloc(TAR_BLOCK);
  const put = (start: number, length: number, text: string | Buffer): void => {
    Buffer.from(text as string, 'latin1')
      .subarray(0, length)
      .copy(block, start);
  };
  for (const [start, length] of TEXTS) {
    if (random.chance(0.5))
      put(start, length, random.bytes(random.int(length + 1)).map((byte) => byte || 65) as Buffer);
  }
  const isPlain = random.chance(0.6);
  for (const [start, length] of NUMBERS) {
    put(start, length, isPlain ? '0'.repeat(length - 2) + String(random.int(8)) : octal(random, length));
    if (!isPlain && random.chance(0.1)) block[start] = random.pick([0x80, 0xff, 0xc0, 0x20, 0]);
  }
  block[156] = random.pick([0, 0x30, 0x31, 0x35, 0x78, 0x67]);
  put(257, 8, random.pick(MAGICS));
  if (random.chance(0.1)) put(508, 4, 'tar\0');
  const bytes = random.chance(0.9) ? [...block] : [...new Int8Array(block)];
  const sum = bytes.reduce((all, byte, i) => all + (i >= 148 && i < 156 ? 0 : byte), 256);
  put(148, 8, random.pick([sum.toString(8).padStart(6, '0') + '\0 ', sum.toString(8) + '\0', ` ${sum.toString(8)} `]));
  if (random.chance(0.2)) {
    const at = random.int(TAR_BLOCK);
    block[at] = (block[at] ?? 0) ^ (1 << random.int(8));
  }
  return block;
}

const outcome = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return { error: (error as { info?: unknown }).info ?? error };
  }
};

describe('the kernel reads tar headers', { timeout: fuzzRun.timeoutMs }, () => {
  test('as the reader in TypeScript does, whatever stands in them', () => {
    const random = new SeededRandom(fuzzRun.seed);
    const told = { scanned: 0, left: 0, wrong: 0 };
    for (let i = 0; i < fuzzRun.inputs * 5; i++) {
      const block = new Uint8Array(anyBlock(random));
      const want = outcome(() => parseTarBlock(block, 7));
      const got = outcome(() => parseTarBlock(block, 7, scan));
      if (i % 50 === 0) expect(got).toEqual(want);
      else if (JSON.stringify(got) !== JSON.stringify(want))
        expect(got, Buffer.from(block).toString('hex')).toEqual(want);
      if (Object.hasOwn(want as object, 'error')) told.wrong += 1;
      else if (scan(block)) told.scanned += 1;
      else told.left += 1;
    }
    // Or the blocks are not worth their name.
    for (const count of Object.values(told)) expect(count).toBeGreaterThan(fuzzRun.inputs / 10);
  });

  test('blocks that lie anywhere in larger bytes, and none that are cut off', () => {
    const random = new SeededRandom(fuzzRun.seed + 1);
    const all = new Uint8Array(5_000);
    for (let i = 0; i < 200; i++) {
      const block = anyBlock(random);
      const at = random.int(all.length - TAR_BLOCK);
      all.set(block, at);
      expect(scan(all.subarray(at, at + TAR_BLOCK))).toEqual(scan(new Uint8Array(block)));
      expect(scan(new Uint8Array(block).subarray(0, TAR_BLOCK - 1))).toBeNull();
    }
  });

  test('a block of zeros, and one with nothing but a checksum, are none', () => {
    expect(scan(new Uint8Array(TAR_BLOCK))).toBeNull();
    const block = new Uint8Array(TAR_BLOCK);
    block.set(Buffer.from('000400\0 '), 148);
    expect(scan(block)).toBeNull();
  });
});
