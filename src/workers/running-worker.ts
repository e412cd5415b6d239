import { RpcClient } from './rpc/rpc-client.ts';
import type { RpcApi } from './rpc/rpc-messages.ts';

/** The worker is gone, with whatever it was doing: out of memory, a script that did not load, an error nobody caught. */
export class WorkerCrash extends Error {
  override readonly name = 'WorkerCrash';
}

export interface RunningWorker<A extends RpcApi<A>> {
  readonly client: Pick<RpcClient<A>, 'call'>;
  /** Ends it at once, in the middle of anything; open calls fail with WorkerCrash. */
  end(): void;
}

/** Joins a worker to its calls: every way in which it can fail ends all of them. */
export function runWorker<A extends RpcApi<A>>(worker: Worker): RunningWorker<A> {
  const client = new RpcClient<A>(worker);
  const end = (message: string): void => {
    worker.terminate();
    client.crash(new WorkerCrash(message));
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault(); // told through the calls
    end(event.message || 'The worker did not start');
  });
  worker.addEventListener('messageerror', () => end('A message could not be read'));
  return { client, end: () => end('The worker was ended') };
}
