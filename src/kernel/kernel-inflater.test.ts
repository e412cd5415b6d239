import { createHash } from 'node:crypto';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { KernelError } from './kernel-error.ts';
import type { KernelInflater } from './kernel-inflater.ts';
import { loadKernel } from './kernel.ts';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { gzipMember } from '../../tests/kernel/gzip-member.ts';
import { kernelModule } from '../../tests/kernel/kernel-module.ts';
import { sampleData } from '../../tests/kernel/sample-data.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';

const random = new SeededRandom(fuzzRun.seed);
const MIB = 1 << 20;
const ignore = (): void => undefined;

/** Pushes the file in pieces, finishes, and gives what came out. */
function inflateAll(inflater: KernelInflater, file: Uint8Array, pieceBytes = file.length): Buffer {
  const out: Buffer[] = [];
  for (let at = 0; at < file.length; at += pieceBytes) {
    inflater.push(file.subarray(at, at + pieceBytes), (output) => out.push(Buffer.from(output)));
  }
  inflater.finish();
  return Buffer.concat(out);
}

function catchKernelError(run: () => void): { status: number; offset: number } {
  try {
    run();
  } catch (error) {
    if (error instanceof KernelError) return { status: error.status, offset: error.offset };
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('good files', () => {
  const data = Buffer.concat(Array.from({ length: 60 }, () => sampleData(random)));
  const file = Buffer.concat([gzipSync(data), gzipMember(Buffer.from('second'), { name: 'layer.tar', os: 255 })]);
  const plain = Buffer.concat([data, Buffer.from('second')]);

  test.each([1, 7, 511, 512, 513, 256 * 1024, file.length])('give the same in pieces of %i bytes', (pieceBytes) => {
    const inflater = loadKernel(kernelModule).openInflater();
    expect(inflateAll(inflater, file, pieceBytes).equals(plain)).toBe(true);
    const { members, endOffset, sawTrailing } = inflater;
    expect({ members, endOffset, sawTrailing }).toEqual({ members: 2, endOffset: file.length, sawTrailing: false });
    expect(inflater.header).toMatchObject({ mtimeSeconds: 0, flags: 8, extraFlags: 2, os: 255 });
    expect(Buffer.from(inflater.header.name).toString()).toBe('layer.tar');
  });

  test.each([
    ['zeros', Buffer.alloc(700_000)],
    ['one byte that could begin a member', Buffer.from([0x1f])],
    ['text', Buffer.from('trailing')],
  ])('may have trailing data: %s', (_, behind) => {
    const inflater = loadKernel(kernelModule).openInflater();
    expect(inflateAll(inflater, Buffer.concat([file, behind]), 100_000).equals(plain)).toBe(true);
    expect(inflater.endOffset).toBe(file.length);
    expect(inflater.sawTrailing).toBe(true);
    inflater.close();
    expect(inflater.members).toBe(2); // the counts outlive it
  });

  test('may be hashed during emit, in place, while others inflate', () => {
    const kernel = loadKernel(kernelModule);
    const jobs = Array.from({ length: 3 }, () => {
      const content = sampleData(random);
      return { content, file: gzipSync(content), hasher: kernel.createSha256(), inflater: kernel.openInflater() };
    });
    for (let at = 0; at < 500_000; at += 1000) {
      for (const job of jobs) {
        job.inflater.push(job.file.subarray(at, at + 1000), (output) => {
          job.hasher.update(output);
        });
      }
    }
    for (const { content, hasher, inflater } of jobs) {
      inflater.finish();
      expect(hasher.digestHex()).toBe(createHash('sha256').update(content).digest('hex'));
    }
  });

  test("may lie in another file's output", () => {
    const kernel = loadKernel(kernelModule);
    const [outer, inner] = [kernel.openInflater(), kernel.openInflater()];
    const out: Buffer[] = [];
    outer.push(gzipSync(file, { level: 0 }), (output) => {
      inner.push(output, (deeper) => out.push(Buffer.from(deeper)));
    });
    inner.finish();
    expect(Buffer.concat(out).equals(plain)).toBe(true);
  });
});

describe('bad files', () => {
  const data = Buffer.concat([random.bytes(300_000), Buffer.alloc(300_000)]);
  const file = gzipSync(data);

  test('are refused with status and offset, after the output before, and again later', () => {
    const inflater = loadKernel(kernelModule).openInflater();
    const bad = Buffer.from(file);
    bad.writeUInt32LE(0, file.length - 8);
    let length = 0;
    const push = (): void => {
      inflater.push(bad, (output) => (length += output.length));
    };
    const expected = { status: -11, offset: file.length - 4 };
    expect(catchKernelError(push)).toEqual(expected);
    expect(length).toBe(data.length);
    expect(catchKernelError(push)).toEqual(expected);
    expect(
      catchKernelError(() => {
        inflater.finish();
      }),
    ).toEqual(expected);
    expect(inflater.members).toBe(0);
  });

  test('pass with a wrong CRC-32 where it is not checked, but not with a wrong length', () => {
    const badCrc = Buffer.from(file);
    badCrc.writeUInt32LE(0, file.length - 8);
    const badSize = Buffer.from(file);
    badSize.writeUInt32LE(1, file.length - 4);
    const kernel = loadKernel(kernelModule);
    expect(inflateAll(kernel.openInflater({ checkCrc: false }), badCrc).equals(data)).toBe(true);
    const { status } = catchKernelError(() => inflateAll(kernel.openInflater({ checkCrc: false }), badSize));
    expect(status).toBe(-12);
  });

  test.each([0, 1, 9, 10, 1000, file.length - 9, file.length - 8, file.length - 1])(
    'cut at %i are truncated',
    (cut) => {
      const inflater = loadKernel(kernelModule).openInflater();
      const got = catchKernelError(() => inflateAll(inflater, file.subarray(0, cut), 4096));
      expect(got).toEqual({ status: -13, offset: cut });
    },
  );

  test('cut in the second member are truncated, with the first one counted', () => {
    const inflater = loadKernel(kernelModule).openInflater();
    const got = catchKernelError(() => inflateAll(inflater, Buffer.concat([file, file.subarray(0, 20)])));
    expect(got).toEqual({ status: -13, offset: file.length + 20 });
    expect(inflater.endOffset).toBe(file.length);
    expect(inflater.sawTrailing).toBe(false);
  });
});

describe('use', () => {
  const file = gzipSync(random.bytes(600_000));

  test('what emit throws ends the stream and comes through', () => {
    const kernel = loadKernel(kernelModule);
    const inflater = kernel.openInflater();
    const stop = new Error('stop');
    const push = (): void => {
      inflater.push(file, () => {
        throw stop;
      });
    };
    expect(push).toThrow(stop);
    expect(() => {
      inflater.push(file, ignore);
    }).toThrow(stop);
    inflater.close();
    expect(inflateAll(kernel.openInflater(), file)).toHaveLength(600_000); // in the same memory
  });

  test('emit can neither push nor close', () => {
    const inflater = loadKernel(kernelModule).openInflater();
    expect(() => {
      inflater.push(file, () => {
        inflater.push(file, ignore);
      });
    }).toThrow('in use');
    const other = loadKernel(kernelModule).openInflater();
    expect(() => {
      other.push(file, () => {
        other.close();
      });
    }).toThrow('in use');
  });

  test('a closed one is closed', () => {
    const inflater = loadKernel(kernelModule).openInflater();
    inflater.close();
    inflater.close();
    expect(() => {
      inflater.push(file, ignore);
    }).toThrow('closed');
    expect(() => inflater.header).toThrow('closed');
  });

  test('inflates thousands of files, good and bad, in the same memory', () => {
    const kernel = loadKernel(kernelModule);
    const before = kernel.memoryBytes;
    for (let i = 0; i < 3000; i++) {
      const content = random.bytes(random.int(300));
      const small = gzipSync(content);
      const inflater = kernel.openInflater();
      if (i % 3 === 0) expect(() => inflateAll(inflater, small.subarray(0, -1))).toThrow(KernelError);
      else expect(inflateAll(inflater, small, 10).equals(content)).toBe(true);
      inflater.close();
    }
    expect(kernel.memoryBytes).toBe(before);
  });
});

describe.runIf(fuzzRun.long)('numbers past 4 GiB', { timeout: fuzzRun.timeoutMs }, () => {
  test('output of one member: ISIZE wraps, CRC-32 and count go on', () => {
    // One deflate stream of full flushes: the same compressed piece 4,500 times, and an end.
    const piece = deflateRawSync(Buffer.alloc(MIB, 'x'), { finishFlush: constants.Z_FULL_FLUSH });
    const pieces = 4500;
    const inflater = loadKernel(kernelModule).openInflater({ checkCrc: false });
    let total = 0;
    const count = (output: Uint8Array): void => void (total += output.length);
    inflater.push(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), count);
    for (let i = 0; i < pieces; i++) inflater.push(piece, count);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE((pieces * MIB) % 2 ** 32, 4);
    inflater.push(Buffer.concat([deflateRawSync(Buffer.alloc(0)), trailer]), count);
    inflater.finish();
    expect(total).toBe(pieces * MIB);
    expect(inflater.members).toBe(1);
  });

  test('input of many members: the end offset is exact', () => {
    const member = gzipSync(random.bytes(64 * MIB), { level: 0 });
    const inflater = loadKernel(kernelModule).openInflater();
    for (let i = 0; i < 70; i++) inflater.push(member, ignore);
    inflater.push(Buffer.from('tail'), ignore);
    inflater.finish();
    expect(inflater.endOffset).toBe(70 * member.length);
    expect(inflater.endOffset).toBeGreaterThan(2 ** 32);
    expect(inflater.members).toBe(70);
    expect(inflater.sawTrailing).toBe(true);
  });
});
