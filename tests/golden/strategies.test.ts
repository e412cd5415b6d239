/** However a file is read, the same comes out: small, buffered, too long for its buffer, streamed beside others, hashed by a second thread. */
import { describe, expect, test } from 'vitest';
import { openDump } from '../../src/core/dump/open-dump.ts';
import { planChecks } from '../../src/core/dump/plan-checks.ts';
import { checkFile } from '../../src/core/layer/check-file.ts';
import type { CheckStrategy } from '../../src/core/layer/check-strategy.ts';
import type { FileCheck } from '../../src/core/layer/file-check.ts';
import { CheckBuffers } from '../../src/workers/check-buffers.ts';
import { loadCodecs, loadIndependentCodecs } from '../../src/workers/codecs.ts';
import type { HashApi } from '../../src/workers/hashing/hash-api.ts';
import { HashHelper } from '../../src/workers/hashing/hash-helper.ts';
import { serveHash } from '../../src/workers/hashing/serve-hash.ts';
import { inThreadWorker } from '../../src/workers/testing/in-thread-worker.ts';
import { fixtureNames } from '../support/fixtures.ts';
import { fixtureInput, ports } from '../support/report-of.ts';

/** Those of all dialects and packings that differ in how their layers are stored. */
const names = fixtureNames().filter((name) =>
  /gzip|zstd|classic-kitchen|containerd-kitchen|docker1|encrypted|estargz|dir$/.test(name),
);

const withoutCheckpoints = (check: FileCheck): FileCheck =>
  check.layer ? { ...check, layer: { ...check.layer, checkpoints: null as never } } : check;

describe('every way of reading', () => {
  test.each(names)('%s', async (name) => {
    const { model } = await openDump(await fixtureInput(name), await ports());
    const tasks = planChecks(model);
    const codecs = await loadCodecs();
    const expected = await Promise.all(tasks.map(async (task) => checkFile(task, await loadIndependentCodecs())));
    const buffers = new CheckBuffers();
    const helper = new HashHelper(() => inThreadWorker<HashApi>(serveHash));
    const read = async (strategy: CheckStrategy, bytes: number, task: (typeof tasks)[number]): Promise<FileCheck> => {
      const { release, ...reading } = buffers.readingPorts(bytes, null, codecs);
      const createDigestApart = strategy === 'split' ? helper.open() : null;
      try {
        return await checkFile(task, { ...codecs, reading: { ...reading, createDigestApart } }, { strategy });
      } finally {
        release();
      }
    };
    for (const bytes of [64 * 2 ** 20, 300_000, 40_000]) {
      for (const [i, task] of tasks.entries()) {
        const check = await read('buffered', bytes, task);
        expect(withoutCheckpoints(check), `${task.path} in ${bytes}`).toEqual(withoutCheckpoints(expected[i]!));
      }
    }
    for (const strategy of ['small', 'streaming', 'split'] as const) {
      const checks = await Promise.all(tasks.map((task) => read(strategy, 0, task)));
      expect(checks.map(withoutCheckpoints), strategy).toEqual(expected.map(withoutCheckpoints));
    }
  });
});
