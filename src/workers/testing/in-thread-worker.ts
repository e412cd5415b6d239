import { RpcClient } from '../rpc/rpc-client.ts';
import type { RpcApi, RpcEndpoint } from '../rpc/rpc-messages.ts';
import { type RunningWorker, WorkerCrash } from '../running-worker.ts';

/** For tests: the inside of a worker on this thread. Messages are passed on later, as they are between threads, but uncopied. */
export function inThreadWorker<A extends RpcApi<A>>(
  serveOn: (endpoint: RpcEndpoint) => void,
): RunningWorker<A> & { crash(): void } {
  let ended = false;
  const [outside, inside] = endpointPair(() => ended);
  serveOn(inside);
  const client = new RpcClient<A>(outside);
  const end = (): void => {
    ended = true;
    client.crash(new WorkerCrash('ended'));
  };
  return { client, end, crash: end };
}

function endpointPair(isEnded: () => boolean): [RpcEndpoint, RpcEndpoint] {
  const listeners: Set<(event: MessageEvent) => void>[] = [new Set(), new Set()];
  const endpoint = (own: number): RpcEndpoint => ({
    postMessage(data) {
      setTimeout(() => {
        if (isEnded()) return;
        for (const listener of listeners[1 - own] ?? []) listener({ data } as MessageEvent);
      });
    },
    addEventListener: (_type, listener) => void listeners[own]?.add(listener),
    removeEventListener: (_type, listener) => void listeners[own]?.delete(listener),
  });
  return [endpoint(0), endpoint(1)];
}
