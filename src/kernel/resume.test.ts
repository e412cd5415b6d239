import { createHash } from 'node:crypto';
import { constants, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { KernelError } from './kernel-error.ts';
import type { BlockStart } from './kernel-inflater.ts';
import { loadKernel } from './kernel.ts';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { gzipMember, randomHead } from '../../tests/kernel/gzip-member.ts';
import { kernelModule } from '../../tests/kernel/kernel-module.ts';
import { damagedCopy, sampleData, sampleZlibOptions } from '../../tests/kernel/sample-data.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';

const MIB = 1 << 20;
const random = new SeededRandom(fuzzRun.seed);
const kernel = loadKernel(kernelModule);

/** One to four members of every kind of block, with random headers. */
function sampleFile(): { file: Buffer; plain: Buffer } {
  const parts = Array.from({ length: 1 + random.int(4) }, () => {
    const data = Buffer.concat(Array.from({ length: 1 + random.int(5) }, () => sampleData(random)));
    const member = random.chance(0.5)
      ? gzipSync(data, sampleZlibOptions(random))
      : gzipMember(data, randomHead(random));
    return { data, member };
  });
  return {
    file: Buffer.concat(parts.map(({ member }) => member)),
    plain: Buffer.concat(parts.map(({ data }) => data)),
  };
}

/** What comes out, and the blocks told of, in random pieces; `fault` where it is bad. */
function run(bytes: Uint8Array, spacing: number | null, from?: BlockStart) {
  const blocks: BlockStart[] = [];
  const onBlock = (block: BlockStart): number => {
    blocks.push({ ...block, window: block.window.slice() });
    return block.outputOffset + (spacing ?? 0);
  };
  const inflater = kernel.openInflater({ from, onBlock: spacing === null ? undefined : onBlock });
  const out: Buffer[] = [];
  let fault: KernelError | null = null;
  const size = random.pick([1, 7, 300, 5_000, 300_000]);
  try {
    for (let at = 0; at < bytes.length; at += size) {
      inflater.push(bytes.subarray(at, at + size), (output) => out.push(Buffer.from(output)));
    }
    inflater.finish();
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    fault = error;
  } finally {
    inflater.close();
  }
  const { members, endOffset, sawTrailing } = inflater;
  return { out: Buffer.concat(out), blocks, fault, members, endOffset, sawTrailing };
}

const summary = ({ bitOffset, outputOffset, window }: BlockStart): string =>
  `${bitOffset} ${outputOffset} ${createHash('md5').update(window).digest('hex')}`;

const behind = (file: Buffer, { bitOffset }: BlockStart): Buffer => file.subarray(Math.floor(bitOffset / 8));

describe('reading from the middle', { timeout: fuzzRun.timeoutMs }, () => {
  test('from every block gives the rest of all members, byte for byte', () => {
    let resumed = 0;
    for (let i = 0; i < fuzzRun.inputs / 8; i++) {
      const { file, plain } = sampleFile();
      const trailing = random.chance(0.3) ? Buffer.from('trailing') : Buffer.alloc(0);
      const bytes = Buffer.concat([file, trailing]);
      const spacing = random.pick([1, 100, 3_000, 50_000]);
      const whole = run(bytes, spacing);
      expect(whole.out.equals(plain)).toBe(true);
      expect(whole.fault).toBeNull();
      let last = 0;
      for (const block of whole.blocks) {
        expect(block.outputOffset - last).toBeGreaterThanOrEqual(last === 0 ? 1 : spacing);
        last = block.outputOffset;
        expect(Buffer.compare(plain.subarray(last - block.window.length, last), block.window)).toBe(0);
      }
      for (const block of whole.blocks.filter(() => random.chance(0.3))) {
        resumed += 1;
        const rest = run(behind(bytes, block), null, block);
        expect(rest.fault).toBeNull();
        expect(rest.out.equals(plain.subarray(block.outputOffset))).toBe(true);
        expect(rest).toMatchObject({ endOffset: file.length, sawTrailing: trailing.length > 0 });
      }
    }
    expect(resumed).toBeGreaterThan(fuzzRun.inputs / 10);
  });

  test('blocks are the same in any pieces, and told of again from where it began', () => {
    for (let i = 0; i < fuzzRun.inputs / 20; i++) {
      const { file } = sampleFile();
      const { blocks } = run(file, 2_000);
      expect(run(file, 2_000).blocks.map(summary)).toEqual(blocks.map(summary));
      const first = blocks[0];
      if (first) expect(run(behind(file, first), 2_000, first).blocks.length).toBeGreaterThanOrEqual(blocks.length - 2);
    }
  });

  test('without a listener the result is what it was with one', () => {
    for (let i = 0; i < fuzzRun.inputs / 20; i++) {
      const { file, plain } = sampleFile();
      const { members, endOffset } = run(file, 500);
      expect(run(file, null)).toMatchObject({ members, endOffset, fault: null });
      expect(gunzipSync(file).equals(plain)).toBe(true);
    }
  });

  test('damage is met, or gives other bytes, but ends and writes nothing outside', () => {
    for (let i = 0; i < fuzzRun.inputs / 10; i++) {
      const { file, plain } = sampleFile();
      const bad = damagedCopy(random, file);
      const whole = run(bad, random.pick([1, 500]));
      const block = random.pick(run(file, 500).blocks) as BlockStart | undefined;
      if (block) {
        const odd = random.chance(0.5) ? block : { ...block, bitOffset: block.bitOffset + random.int(40) };
        const rest = run(behind(bad, odd), random.chance(0.5) ? 100 : null, odd);
        // A deflate stream grows at most 1032-fold.
        expect(rest.out.length).toBeLessThan(bad.length * 1_100 + 300_000);
      }
      for (const found of whole.blocks) expect(found.bitOffset).toBeLessThanOrEqual(bad.length * 8);
      if (whole.fault === null && !whole.sawTrailing && whole.members > 0) {
        expect(whole.out.length).toBeLessThanOrEqual(plain.length);
      }
    }
    // The same kernel still works, so nothing of its own was overwritten.
    const { file, plain } = sampleFile();
    expect(run(file, null).out.equals(plain)).toBe(true);
  });

  test('the member begun in its middle is not held to its CRC-32 and size, the next one is', () => {
    const data = random.bytes(200_000);
    const first = gzipSync(data);
    const second = gzipSync(data);
    second.writeUInt32LE(0, second.length - 8);
    const [block] = run(first, 50_000).blocks.slice(1);
    if (!block) throw new Error('no block');
    expect(run(behind(first, block), null, block)).toMatchObject({ members: 1, fault: null });
    const both = Buffer.concat([first, second]);
    const { fault, out } = run(behind(both, block), null, block);
    expect(fault).toMatchObject({ status: -11, offset: both.length - 4 });
    expect(out.length).toBe(2 * data.length - block.outputOffset);
  });

  test('cut off, it is truncated where the file ends', () => {
    const file = gzipSync(random.bytes(200_000));
    const block = run(file, 50_000).blocks[1];
    if (!block) throw new Error('no block');
    const cut = file.subarray(0, file.length - 5);
    expect(run(behind(cut, block), null, block).fault).toMatchObject({ status: -13, offset: cut.length });
    expect(run(Buffer.alloc(0), null, block).fault).toMatchObject({ status: -13 });
  });

  test.each([
    { bitOffset: -1, outputOffset: 0, window: new Uint8Array(0) },
    { bitOffset: 0.5, outputOffset: 0, window: new Uint8Array(0) },
    { bitOffset: Number.NaN, outputOffset: 0, window: new Uint8Array(0) },
    { bitOffset: 0, outputOffset: Infinity, window: new Uint8Array(0) },
    { bitOffset: 0, outputOffset: 40_000, window: new Uint8Array(32_769) },
    { bitOffset: 0, outputOffset: 3, window: new Uint8Array(4) },
  ])('a place that cannot be is refused: %o', (from) => {
    expect(() => kernel.openInflater({ from })).toThrow(RangeError);
  });
});

describe('numbers past 4 GiB', () => {
  test('offsets of input and output go on from where reading began', () => {
    const file = gzipSync(random.bytes(300_000));
    const block = run(file, 50_000).blocks[1];
    if (!block) throw new Error('no block');
    const far = { ...block, bitOffset: block.bitOffset + 2 ** 45, outputOffset: block.outputOffset + 2 ** 40 };
    const { blocks, endOffset, fault } = run(behind(file, block), 50_000, far);
    expect(fault).toBeNull();
    expect(endOffset).toBe(file.length + 2 ** 42);
    expect(blocks.map(({ outputOffset }) => outputOffset - 2 ** 40)).toEqual(
      run(behind(file, block), 50_000, block).blocks.map(({ outputOffset }) => outputOffset),
    );
    expect(blocks.every(({ bitOffset }) => bitOffset > 2 ** 45 && bitOffset < 2 ** 45 + file.length * 8)).toBe(true);
    const bad = Buffer.from(file);
    bad.fill(0xff, bad.length - 30_000);
    expect(run(behind(bad, block), null, far).fault?.offset).toBeGreaterThan(2 ** 42);
  });

  test.runIf(fuzzRun.long)('blocks of a member of more than 4 GiB', { timeout: fuzzRun.timeoutMs }, () => {
    const piece = deflateRawSync(Buffer.alloc(MIB, 'x'), { finishFlush: constants.Z_FULL_FLUSH });
    const blocks: { bitOffset: number; outputOffset: number }[] = [];
    const inflater = kernel.openInflater({
      checkCrc: false,
      onBlock: ({ bitOffset, outputOffset }) => {
        blocks.push({ bitOffset, outputOffset });
        return outputOffset + 512 * MIB;
      },
    });
    inflater.push(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), () => undefined);
    for (let i = 0; i < 4_500; i++) inflater.push(piece, () => undefined);
    inflater.close();
    expect(blocks.map(({ outputOffset }) => outputOffset % MIB)).toEqual(blocks.map(() => 0));
    for (const { bitOffset, outputOffset } of blocks) {
      expect(Math.abs(bitOffset / 8 - 10 - (outputOffset / MIB) * piece.length)).toBeLessThan(piece.length);
    }
    expect(blocks.at(-1)?.outputOffset).toBeGreaterThan(2 ** 32);
  });
});
