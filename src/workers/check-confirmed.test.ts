import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FileTask } from '../core/layer/file-check.ts';
import { testTar } from '../core/testing/write-tar.ts';
import { checkConfirmed } from './check-confirmed.ts';
import { type Codecs, loadCodecs, loadIndependentCodecs } from './codecs.ts';

const tar = testTar({ name: 'etc/passwd', content: 'root' });
const packed = gzipSync(tar);
const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const task = (bytes: Uint8Array, digest: string, diffId: string): FileTask => ({
  path: 'layer',
  source: new Blob([Uint8Array.from(bytes)]),
  size: bytes.length,
  algorithms: ['sha256'],
  expected: { digests: [digest], diffIds: [diffId] },
  layer: 'plain',
});

/** The real codecs, with a count of how often the second opinion is asked. */
function counted(fast: () => Promise<Codecs> = loadCodecs) {
  const asked = { times: 0 };
  const independent = (): Promise<Codecs> => {
    asked.times += 1;
    return loadIndependentCodecs();
  };
  return { asked, choice: { loadCodecs: fast, loadIndependentCodecs: independent } };
}

test('what fits is not read twice', async () => {
  const { asked, choice } = counted();
  const check = await checkConfirmed(task(packed, sha256(packed), sha256(tar)), choice);
  expect(check.layer?.diffId).toBe(sha256(tar));
  expect(asked.times).toBe(0);
});

test.each([
  ['a digest', packed, sha256(tar), sha256(tar)],
  ['a diff ID', packed, sha256(packed), sha256(packed)],
  ['damage', packed.subarray(0, -9), sha256(packed.subarray(0, -9)), sha256(tar)],
])('%s that does not fit is confirmed by the independent libraries', async (_name, bytes, digest, diffId) => {
  const { asked, choice } = counted();
  const check = await checkConfirmed(task(bytes, digest, diffId), choice);
  expect(asked.times).toBe(1);
  expect(check.digests.sha256).toBe(sha256(bytes).slice(7));
});

test('two implementations that differ are an error of ours, not a finding', async () => {
  const { choice } = counted(async () => ({
    ...(await loadIndependentCodecs()),
    createHasher: () => ({ update: () => undefined, digestHex: () => '0'.repeat(64) }),
  }));
  await expect(checkConfirmed(task(packed, sha256(packed), sha256(tar)), choice)).rejects.toThrow(/differ on layer/);
});
