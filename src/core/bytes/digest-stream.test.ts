import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BufferedDigest } from './digest-stream.ts';
import type { Hasher } from './hasher.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Which way a digest was made, and what became of the hasher. */
class SpyHasher implements Hasher {
  readonly #hash = createHash('sha256');
  updates = 0;
  closed = 0;

  update(bytes: Uint8Array): void {
    this.updates += 1;
    this.#hash.update(bytes);
  }
  digestHex(): string {
    return this.#hash.digest('hex');
  }
  close(): void {
    this.closed += 1;
  }
}

describe('BufferedDigest', () => {
  const content = Uint8Array.from({ length: 100 }, (_, i) => i);
  const digestOf = async (roomBytes: number, cut: number) => {
    const hasher = new SpyHasher();
    const whole: number[] = [];
    const hashWhole = (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
      whole.push(bytes.length);
      return Promise.resolve(sha256(bytes));
    };
    const digest = new BufferedDigest(new Uint8Array(roomBytes), hashWhole, hasher);
    for (let at = 0; at < content.length; at += cut) digest.update(content.subarray(at, at + cut));
    return { hex: await digest.digestHex(), whole, hasher };
  };

  test('what fits is hashed at once, and the hasher is closed', async () => {
    for (const roomBytes of [100, 1_000]) {
      const { hex, whole, hasher } = await digestOf(roomBytes, 7);
      expect([hex, whole, hasher.updates, hasher.closed]).toEqual([sha256(content), [100], 0, 1]);
    }
  });

  test('what is longer than its room goes on as a stream, wherever it is cut', async () => {
    for (const roomBytes of [0, 1, 50, 99]) {
      for (const cut of [1, 7, 64, 100]) {
        const { hex, whole, hasher } = await digestOf(roomBytes, cut);
        expect([hex, whole]).toEqual([sha256(content), []]);
        expect(hasher.updates).toBeGreaterThan(0);
      }
    }
  });

  test('left in between, it closes its hasher', () => {
    const hasher = new SpyHasher();
    new BufferedDigest(new Uint8Array(1), () => Promise.resolve(''), hasher).close();
    expect(hasher.closed).toBe(1);
  });
});
