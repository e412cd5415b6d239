import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { LaneArguments } from './kernel-exports.ts';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { rawKernel } from '../../tests/kernel/kernel-module.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';

const random = new SeededRandom(fuzzRun.seed);
const kernel = rawKernel();
const LANE_BYTES = 70_000;
const input = kernel.allocate(1 << 20);
const digest = kernel.allocate(32);
const contexts = [0, 1, 2, 3].map(() => kernel.allocate(kernel.sha256Size()));
const context = contexts[0] ?? 0;
const bytes = new Uint8Array(kernel.memory.buffer);

const nodeHex = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
function finalHex(of: number): string {
  kernel.sha256Final(of, digest);
  return Buffer.from(bytes.slice(digest, digest + 32)).toString('hex');
}

describe('one stream', () => {
  test('agrees with node:crypto at every length around the block size, whole and in pieces', () => {
    for (let length = 0; length <= 300; length++) {
      const message = random.bytes(length);
      const from = input + (length & 7);
      bytes.set(message, from);
      kernel.sha256Init(context);
      kernel.sha256Update(context, from, length);
      expect(finalHex(context)).toBe(nodeHex(message));
      kernel.sha256Init(context);
      for (let at = 0; at < length;) {
        const piece = Math.min(length - at, random.int(90));
        kernel.sha256Update(context, from + at, piece);
        at += piece;
      }
      expect(finalHex(context)).toBe(nodeHex(message));
    }
  });

  test('writes the length of messages beyond 2^32 bits in full', () => {
    const total = 2n ** 33n + 7n; // bytes
    const tail = random.bytes(7);
    bytes.set(tail, input);
    kernel.sha256Init(context);
    kernel.sha256Update(context, input, tail.length);
    const totalField = 32; // behind the eight hash words
    new DataView(bytes.buffer).setBigUint64(context + totalField, total, true);
    const withTotal = finalHex(context);
    // The same last block, padded by hand: its hash words are the digest.
    const block = Buffer.alloc(64);
    tail.copy(block);
    block[tail.length] = 0x80;
    block.writeBigUInt64BE(total * 8n, 56);
    bytes.set(block, input);
    kernel.sha256Init(context);
    kernel.sha256Update(context, input, block.length);
    expect(withTotal).toBe(
      Buffer.from(bytes.slice(context, context + 32))
        .swap32()
        .toString('hex'),
    );
  });

  test.runIf(fuzzRun.long)('agrees with node:crypto past 2^32 bits', { timeout: fuzzRun.timeoutMs }, () => {
    const piece = random.bytes(1 << 20);
    bytes.set(piece, input);
    const hash = createHash('sha256');
    kernel.sha256Init(context);
    for (let i = 0; i < 600; i++) {
      kernel.sha256Update(context, input, piece.length);
      hash.update(piece);
    }
    expect(finalHex(context)).toBe(hash.digest('hex'));
  });
});

test(
  'four lanes agree with node:crypto: mixed lengths, idle lanes, several updates',
  { timeout: fuzzRun.timeoutMs },
  () => {
    for (let round = 0; round < fuzzRun.inputs; round++) {
      const most = random.pick([1, 64, 65, 130, 300, 1000, 5000, LANE_BYTES]);
      const lanes = contexts.map((address, i) => {
        const isUsed = random.chance(0.85);
        const message = isUsed ? random.bytes(i === 0 && round < 300 ? round : random.int(most)) : Buffer.alloc(0);
        const from = input + i * LANE_BYTES;
        bytes.set(message, from);
        if (isUsed) kernel.sha256Init(address);
        return { context: isUsed ? address : 0, from, message, done: 0 };
      });
      while (lanes.some(({ message, done }) => done < message.length)) {
        const args = lanes.flatMap((lane) => {
          const wanted = random.pick([0, random.int(100), 64, 128, random.int(4000), lane.message.length]);
          const length = Math.min(lane.message.length - lane.done, wanted);
          lane.done += length;
          return [lane.context, lane.from + lane.done - length, length];
        });
        kernel.sha256UpdateLanes(...(args as LaneArguments));
      }
      for (const lane of lanes) {
        if (lane.context !== 0) expect(finalHex(lane.context)).toBe(nodeHex(lane.message));
      }
    }
  },
);
