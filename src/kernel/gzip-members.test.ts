import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflateMode, inflateStatus } from './kernel-exports.ts';
import { BitWriter } from '../../tests/kernel/crafted-deflate.ts';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { gzipMember, randomHead } from '../../tests/kernel/gzip-member.ts';
import { RawInflate, inOnePiece, randomStyle } from '../../tests/kernel/raw-inflate.ts';
import { sampleData } from '../../tests/kernel/sample-data.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';

const { gzip, skipCrc } = inflateMode;
const { end } = inflateStatus;
const random = new SeededRandom(fuzzRun.seed);
const inflate = new RawInflate(random);

function flipBit(file: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.int(8));
  return copy;
}

/** One to four members with random headers. */
function sampleFile() {
  const parts = Array.from({ length: 1 + random.int(4) }, () => ({
    data: sampleData(random).subarray(0, 50_000),
    head: randomHead(random),
  }));
  const members = parts.map(({ data, head }) => gzipMember(data, head));
  const plain = Buffer.concat(parts.map(({ data }) => data));
  return { members, heads: parts.map(({ head }) => head), file: Buffer.concat(members), plain };
}

describe('files of several members with every header field', { timeout: fuzzRun.timeoutMs }, () => {
  test('give all members, the end of the last one, and its header, whatever follows', () => {
    for (let i = 0; i < fuzzRun.inputs / 8; i++) {
      const { members, heads, file, plain } = sampleFile();
      expect(gunzipSync(file).equals(plain)).toBe(true); // the test's own members are right
      const behind = random.pick([
        Buffer.alloc(0),
        Buffer.alloc(random.int(600)),
        Buffer.from([0x1f]),
        Buffer.from([0x1f, 0]),
        Buffer.from('trailing'),
      ]);
      const mode = gzip | (random.chance(0.2) ? skipCrc : 0);
      const got = inflate.inflate(Buffer.concat([file, behind]), mode, randomStyle(random, plain.length));
      expect(got).toMatchObject({ status: end, endOffset: file.length, members: members.length });
      expect(got.out.equals(plain)).toBe(true);
      const { mtimeSeconds, os, name = '' } = heads.at(-1) ?? {};
      const header = { mtimeSeconds, os, extraFlags: 2, nameLength: name.length, name: name.slice(0, 255) };
      if (behind[0] !== 0x1f) expect(got).toMatchObject(header);
    }
  });

  test('are truncated wherever they are cut, but not between members', () => {
    for (let i = 0; i < fuzzRun.inputs / 8; i++) {
      const { members, file, plain } = sampleFile();
      const ends = members.map((_, j) => Buffer.concat(members.slice(0, j + 1)).length);
      const cut = random.chance(0.2) ? random.pick(ends) : random.int(file.length);
      // One byte of the next magic may as well be trailing data.
      const isBetween = ends.some((offset) => cut === offset || cut === offset + 1);
      const got = inflate.inflate(file.subarray(0, cut), gzip, randomStyle(random, plain.length));
      expect(got.status).toBe(isBetween ? end : -13);
    }
  });

  test('fail on a flipped bit in CRC-32, ISIZE or under the header CRC', () => {
    for (let i = 0; i < fuzzRun.inputs / 8; i++) {
      const { members, heads, file, plain } = sampleFile();
      const first = members[0]?.length ?? 0;
      const style = randomStyle(random, plain.length);
      expect(inflate.inflate(flipBit(file, first - 8 + random.int(4)), gzip, style).status).toBe(-11);
      expect(inflate.inflate(flipBit(file, first - 4 + random.int(4)), gzip, style).status).toBe(-12);
      if (!heads[0]?.hasHeaderCrc) continue;
      expect(inflate.inflate(flipBit(file, 4 + random.int(6)), gzip, style).status).toBe(-4); // MTIME, XFL or OS
    }
  });
});

describe('each fault has its status, and the offset up to which was read', () => {
  const good = gzipSync('x');
  const withByte = (at: number, value: number): Buffer => {
    const copy = Buffer.from(good);
    copy[at] = value;
    return copy;
  };
  /** A match of length 3 at distance 1, with nothing before it, in fixed codes. */
  const matchAtStart = (): Buffer => {
    const writer = new BitWriter();
    writer.number(1, 1);
    writer.number(1, 2);
    writer.code([1, 7]);
    writer.code([0, 5]);
    writer.code([0, 7]);
    return writer.bytes();
  };
  const emptyHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  const acrossMembers = Buffer.concat([gzipSync('abcdef'), emptyHeader, matchAtStart(), Buffer.alloc(8)]);

  test.each([
    ['first byte of the magic', gzip, withByte(0, 0), -1, 1],
    ['second byte of the magic', gzip, withByte(1, 0), -1, 2],
    ['method', gzip, withByte(2, 7), -2, 3],
    ['reserved flags', gzip, withByte(3, 0x20), -3, 4],
    ['nothing at all', gzip, Buffer.alloc(0), -13, 0],
    ['block type', 0, Buffer.from([7]), -5, 1],
    ['stored length', 0, Buffer.from([1, 1, 0, 0, 0]), -6, 5],
    ['code counts', 0, Buffer.from([0xfd, 0xff, 0xff, 0xff]), -7, 3],
    ['match before the start', 0, matchAtStart(), -10, 0],
    ['match into the member before', gzip, acrossMembers, -10, gzipSync('abcdef').length + 10],
    ['CRC-32', gzip, flipBit(good, good.length - 8), -11, good.length - 4],
    ['ISIZE', gzip, flipBit(good, good.length - 1), -12, good.length],
  ] as const)('%s', (_, mode, source, status, offset) => {
    const got = inflate.inflate(source, mode, inOnePiece);
    expect(got.status).toBe(status);
    expect(got.offset - offset).toBeGreaterThanOrEqual(0);
    expect(got.offset - offset).toBeLessThanOrEqual(1); // a bit or two of the next byte may be in use
  });
});
