import { throttle } from '../core/bytes/throttle.ts';
import type { FileCheck } from '../core/layer/file-check.ts';
import { transferablesOf } from '../core/layer/transferables-of.ts';
import type { CheckApi, CheckTask } from './check-api.ts';
import { CheckBuffers } from './check-buffers.ts';
import { checkConfirmed } from './check-confirmed.ts';
import { loadCodecs, loadIndependentCodecs } from './codecs.ts';
import { HashHelper } from './hashing/hash-helper.ts';
import { startHashWorker } from './hashing/start-hash-worker.ts';
import { measureHashing } from './measure-hashing.ts';
import { PauseGate } from './pause-gate.ts';
import type { RpcEndpoint } from './rpc/rpc-messages.ts';
import { serve, type ServeContext } from './rpc/serve.ts';
import { WorkerCrash } from './running-worker.ts';

const PROGRESS_MS = 200; // as often as it is drawn; more only fills the message queue

const codecs = { loadCodecs, loadIndependentCodecs };

/**
 * Answers the calls of CheckApi, any number of files side by side.
 * @param startHelper starts the worker that hashes what is `split`
 */
export function serveCheck(endpoint: RpcEndpoint, startHelper = startHashWorker): void {
  const gate = new PauseGate();
  const buffers = new CheckBuffers();
  const helper = new HashHelper(startHelper);
  const check = async (
    { strategy, keptBytes, turns, ...task }: CheckTask,
    { signal, onProgress }: ServeContext<number>,
  ): Promise<FileCheck> => {
    let release = (): void => undefined;
    try {
      return await checkConfirmed({ ...task, source: gate.guard(task.source) }, codecs, {
        signal,
        strategy,
        onProgress: throttle(PROGRESS_MS, () => performance.now(), onProgress),
        openReading(loaded) {
          const ports = buffers.readingPorts(keptBytes, turns, loaded);
          release = ports.release;
          return { ...ports, createDigestApart: strategy === 'split' ? helper.open() : null };
        },
      });
    } finally {
      release();
    }
  };
  serve<CheckApi>(endpoint, {
    async checkFile(task, context) {
      let result: FileCheck;
      try {
        result = await check(task, context);
      } catch (error) {
        if (!(error instanceof WorkerCrash)) throw error;
        // The second thread is gone, which says nothing of the file: this one does it all.
        helper.forget();
        result = await check({ ...task, strategy: 'streaming' }, context);
      }
      if (result.layer) context.transfer(transferablesOf(result.layer));
      return result;
    },
    async measureHashing() {
      return measureHashing((await loadCodecs()).createHasher);
    },
    setPaused({ paused }) {
      gate.setPaused(paused);
      return null;
    },
  });
}
