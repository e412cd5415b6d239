import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { testTar } from '../core/testing/write-tar.ts';
import type { CheckApi } from './check-api.ts';
import type { HashApi } from './hashing/hash-api.ts';
import { serveHash } from './hashing/serve-hash.ts';
import { serveCheck } from './serve-check.ts';
import { inThreadWorker } from './testing/in-thread-worker.ts';

const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const tar = testTar({ name: 'noise', content: Array.from({ length: 200_000 }, (_, i) => hex(Buffer.of(i & 255, i >> 8, i >> 16))).join('') }); // prettier-ignore
const packed = gzipSync(tar);
const task = {
  path: 'blobs/x',
  source: new Blob([packed]),
  size: packed.length,
  algorithms: ['sha256' as const],
  layer: 'plain' as const,
  strategy: 'split' as const,
  keptBytes: 0,
  turns: null,
};
const found = { error: null, digests: { sha256: hex(packed) }, layer: { diffId: `sha256:${hex(tar)}`, fault: null } };

test('a split file is hashed by the second thread', async () => {
  const calls: string[] = [];
  const check = inThreadWorker<CheckApi>((endpoint) =>
    serveCheck(endpoint, () => {
      const helper = inThreadWorker<HashApi>(serveHash);
      const call = helper.client.call.bind(helper.client);
      helper.client.call = (...args) => (calls.push(args[0]), call(...args));
      return helper;
    }),
  );
  expect(await check.client.call('checkFile', task)).toMatchObject(found);
  expect(calls.filter((method) => method === 'end')).toHaveLength(2);
});

test('when the second thread dies, the file is read again by the first', async () => {
  let started = 0;
  const check = inThreadWorker<CheckApi>((endpoint) =>
    serveCheck(endpoint, () => {
      started += 1;
      const helper = inThreadWorker<HashApi>(serveHash);
      setTimeout(() => helper.crash(), 20);
      return helper;
    }),
  );
  expect(await check.client.call('checkFile', task)).toMatchObject(found);
  expect(started).toBe(1);
});

test('where no second thread can be started, the first does it all', async () => {
  const check = inThreadWorker<CheckApi>((endpoint) =>
    serveCheck(endpoint, () => {
      throw new ReferenceError('Worker is not defined');
    }),
  );
  expect(await check.client.call('checkFile', task)).toMatchObject(found);
});
