import { gzipSync } from 'node:zlib';
import type { SeededRandom } from './seeded-random.ts';

/** Optional parts of a gzip member's header: RFC 1952, section 2.3. */
export interface MemberHead {
  readonly extra?: Uint8Array | undefined;
  readonly name?: string | undefined;
  readonly comment?: string | undefined;
  readonly hasHeaderCrc?: boolean;
  readonly mtimeSeconds?: number;
  readonly os?: number;
}

/** A gzip member with the header asked for. */
export function gzipMember(data: Uint8Array, head: MemberHead = {}): Buffer {
  const { extra, name, comment, hasHeaderCrc = false, mtimeSeconds = 0, os = 3 } = head;
  const flags =
    (hasHeaderCrc ? 2 : 0) | (extra ? 4 : 0) | (name === undefined ? 0 : 8) | (comment === undefined ? 0 : 16);
  const fixed = Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 2, os]);
  fixed.writeUInt32LE(mtimeSeconds, 4);
  const parts: Buffer[] = [fixed];
  if (extra) parts.push(Buffer.from([extra.length & 255, extra.length >> 8]), Buffer.from(extra));
  if (name !== undefined) parts.push(Buffer.from(`${name}\0`, 'latin1'));
  if (comment !== undefined) parts.push(Buffer.from(`${comment}\0`, 'latin1'));
  // CRC16 is the low half of a CRC-32, which zlib puts at the end of a member of its own.
  if (hasHeaderCrc) parts.push(gzipSync(Buffer.concat(parts)).subarray(-8, -6));
  return Buffer.concat([...parts, gzipSync(data).subarray(10)]);
}

export function randomHead(random: SeededRandom): MemberHead {
  return {
    extra: random.chance(0.5) ? random.bytes(random.int(random.pick([1, 5, 400]))) : undefined,
    name: random.chance(0.5) ? 'n'.repeat(random.int(300)) : undefined,
    comment: random.chance(0.5) ? 'c'.repeat(random.int(300)) : undefined,
    hasHeaderCrc: random.chance(0.5),
    mtimeSeconds: random.int(2 ** 32),
    os: random.int(256),
  };
}
