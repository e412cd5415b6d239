import { constants } from 'node:zlib';
import type { ZlibOptions } from 'node:zlib';
import type { SeededRandom } from './seeded-random.ts';

const TEXT = Buffer.from('layer blob digest sha256 usr/lib/x86_64-linux-gnu/lib .so.6 root 0000644 ustar \0\0\0\0\n');
const STRATEGIES = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FILTERED,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
];

/** Up to 400,000 bytes, mostly few, from noise to one repeated byte, with repeats from next door to past the window. */
export function sampleData(random: SeededRandom): Buffer {
  const most = random.pick([4, 40, 300, 300, 3000, 3000, 20_000, random.chance(0.12) ? 400_000 : 3000]);
  const data = Buffer.alloc(random.int(most));
  const kind = random.int(8);
  if (kind === 0) return random.bytes(data.length);
  if (kind === 1) return data.fill(random.int(256));
  const alphabet = random.bytes(1 + random.int(kind === 2 ? 3 : 200));
  const letters = [...(kind === 4 ? TEXT : alphabet)];
  for (let at = 0; at < data.length;) {
    const end = Math.min(data.length, at + 1 + random.int(random.pick([2, 10, 80, 600])));
    if (kind >= 5 && at > 0 && random.chance(0.6)) {
      const distance = 1 + random.int(Math.min(at, random.pick([1, 4, 20, 300, 33_000, 70_000])));
      for (; at < end; at++) data[at] = data[at - distance] ?? 0;
    } else if (kind === 6 && random.chance(0.5)) {
      at += TEXT.copy(data, at, random.int(TEXT.length));
    } else {
      for (; at < end; at++) data[at] = random.pick(letters);
    }
  }
  return data;
}

export function sampleZlibOptions(random: SeededRandom): ZlibOptions {
  return {
    level: random.int(10),
    strategy: random.pick(STRATEGIES),
    memLevel: 1 + random.int(9),
    windowBits: 9 + random.int(7),
  };
}

/** A copy with flipped bits, wrong bytes, bytes put in or taken out, or cut off. */
export function damagedCopy(random: SeededRandom, source: Uint8Array): Buffer {
  const copy = Buffer.from(source);
  if (copy.length === 0) return copy;
  const flip = (at: number): void => void (copy[at] = (copy[at] ?? 0) ^ (1 << random.int(8)));
  switch (random.int(5)) {
    case 0:
      flip(random.int(copy.length));
      return copy;
    case 1:
      for (let i = 0; i < 8; i++) copy[random.int(copy.length)] = random.int(256);
      return copy;
    case 2:
      flip(random.int(Math.min(copy.length, 20))); // block and code headers
      return copy;
    case 3: {
      const at = random.int(copy.length);
      return Buffer.concat([copy.subarray(0, at), random.bytes(random.int(6)), copy.subarray(at + 1 + random.int(5))]);
    }
    default:
      return copy.subarray(0, random.int(copy.length));
  }
}
