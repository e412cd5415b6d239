import type { CreateHasher } from '../core/bytes/hasher.ts';
import type { HashSpeeds } from '../core/layer/check-strategy.ts';

/** Above what browsers hand out from memory that is at hand: what costs most of large buffers is the copy in fresh memory. */
const WHOLE_BYTES = 1.25 * 2 ** 20;
const STREAM_BYTES = 2 ** 19;
const ROUNDS = 5;
/** So many when the two are near each other: then most rounds may have been disturbed, and the choice is a close one. */
const MOST_ROUNDS = 15;
/** That many times as fast is no close choice. */
const CLEARLY = 1.5;
/** Between rounds, for what is being compiled meanwhile. */
const PAUSE_MS = 10;

/**
 * How fast SHA-256 is here: some ten milliseconds of work, spread over a tenth of a second, or three times as much. The best of a
 * few rounds counts, since others use the processor too, and code is slow at first. 0 for the platform where it has no hash
 * for this page.
 */
export async function measureHashing(
  createHasher: CreateHasher,
  subtle: Pick<SubtleCrypto, 'digest'> | null = platformHash(),
  now: () => number = () => performance.now(),
): Promise<HashSpeeds> {
  const whole = new Uint8Array(WHOLE_BYTES);
  const stream = whole.subarray(0, STREAM_BYTES);
  const best = { platform: 0, ours: 0 };
  const keep = (who: keyof HashSpeeds, bytes: number, startMs: number): void => {
    best[who] = Math.max(best[who], (bytes * 1_000) / Math.max(0.1, now() - startMs));
  };
  for (let round = 0; round < (isClear(best) ? ROUNDS : MOST_ROUNDS); round++) {
    const oursMs = now();
    const hasher = createHasher('sha256');
    hasher.update(stream);
    hasher.digestHex();
    keep('ours', STREAM_BYTES, oursMs);
    const platformMs = now();
    await subtle?.digest('SHA-256', whole);
    if (subtle) keep('platform', WHOLE_BYTES, platformMs);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return best;
}

const isClear = ({ platform, ours }: HashSpeeds): boolean => platform > ours * CLEARLY || ours > platform * CLEARLY;

/** Null where the page is in no secure context, whatever its type says. */
const platformHash = (): SubtleCrypto | null => (crypto as { readonly subtle?: SubtleCrypto }).subtle ?? null;
