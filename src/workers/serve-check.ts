import { throttle } from '../core/bytes/throttle.ts';
import { checkFile } from '../core/layer/check-file.ts';
import { transferablesOf } from '../core/layer/transferables-of.ts';
import type { CheckApi } from './check-api.ts';
import { loadCodecs } from './codecs.ts';
import { PauseGate } from './pause-gate.ts';
import type { RpcEndpoint } from './rpc/rpc-messages.ts';
import { serve } from './rpc/serve.ts';

const PROGRESS_MS = 100; // ten updates a second look smooth; more only fill the message queue

/** Answers the calls of CheckApi, any number of files side by side. */
export function serveCheck(endpoint: RpcEndpoint): void {
  const gate = new PauseGate();
  serve<CheckApi>(endpoint, {
    async checkFile(task, { signal, onProgress, transfer }) {
      const ports = await loadCodecs();
      const options = { signal, onProgress: throttle(PROGRESS_MS, () => performance.now(), onProgress) };
      const check = await checkFile({ ...task, source: gate.guard(task.source) }, ports, options);
      if (check.layer) transfer(transferablesOf(check.layer));
      return check;
    },
    setPaused({ paused }) {
      gate.setPaused(paused);
      return null;
    },
  });
}
