import type { CreateHasher } from '../core/bytes/hasher.ts';
import type { HashSpeeds } from '../core/layer/check-strategy.ts';

/** Above what browsers hand out from memory that is at hand: what costs most of large buffers is the copy in fresh memory. */
const WHOLE_BYTES = 1.25 * 2 ** 20;
const STREAM_BYTES = 2 ** 19;
const ROUNDS = 3;

/**
 * How fast SHA-256 is here: some ten milliseconds, less where it is fast. The best of a few rounds counts, since others use the
 * processor too, and code is slow at first. Null where the platform has no hash for this page.
 */
export async function measureHashing(
  createHasher: CreateHasher,
  subtle: Pick<SubtleCrypto, 'digest'> | undefined = globalThis.crypto.subtle,
  now: () => number = () => performance.now(),
): Promise<HashSpeeds | null> {
  if (!(subtle as unknown)) return null;
  const whole = new Uint8Array(WHOLE_BYTES);
  const stream = whole.subarray(0, STREAM_BYTES);
  const best = { platform: 0, ours: 0 };
  const keep = (who: keyof HashSpeeds, bytes: number, startMs: number): void => {
    best[who] = Math.max(best[who], (bytes * 1_000) / Math.max(0.1, now() - startMs));
  };
  for (let round = 0; round < ROUNDS; round++) {
    const oursMs = now();
    const hasher = createHasher('sha256');
    hasher.update(stream);
    hasher.digestHex();
    keep('ours', STREAM_BYTES, oursMs);
    const platformMs = now();
    await subtle.digest('SHA-256', whole);
    keep('platform', WHOLE_BYTES, platformMs);
  }
  return best;
}
