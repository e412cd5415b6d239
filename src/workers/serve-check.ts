import { throttle } from '../core/bytes/throttle.ts';
import { transferablesOf } from '../core/layer/transferables-of.ts';
import type { CheckApi } from './check-api.ts';
import { CheckBuffers } from './check-buffers.ts';
import { checkConfirmed } from './check-confirmed.ts';
import { loadCodecs, loadIndependentCodecs } from './codecs.ts';
import { PauseGate } from './pause-gate.ts';
import type { RpcEndpoint } from './rpc/rpc-messages.ts';
import { serve } from './rpc/serve.ts';

const PROGRESS_MS = 200; // as often as it is drawn; more only fills the message queue

const codecs = { loadCodecs, loadIndependentCodecs };

/** Answers the calls of CheckApi, any number of files side by side. */
export function serveCheck(endpoint: RpcEndpoint): void {
  const gate = new PauseGate();
  const buffers = new CheckBuffers();
  serve<CheckApi>(endpoint, {
    async checkFile({ strategy, keptBytes, turns, ...task }, { signal, onProgress, transfer }) {
      let release = (): void => undefined;
      try {
        const check = await checkConfirmed({ ...task, source: gate.guard(task.source) }, codecs, {
          signal,
          strategy,
          onProgress: throttle(PROGRESS_MS, () => performance.now(), onProgress),
          openReading(loaded) {
            const ports = buffers.readingPorts(keptBytes, turns, loaded);
            release = ports.release;
            return ports;
          },
        });
        if (check.layer) transfer(transferablesOf(check.layer));
        return check;
      } finally {
        release();
      }
    },
    setPaused({ paused }) {
      gate.setPaused(paused);
      return null;
    },
  });
}
