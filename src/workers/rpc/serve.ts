import { DumpError } from '../../core/errors.ts';
import type { RpcApi, RpcEndpoint, RpcReply, RpcRequest } from './rpc-messages.ts';

export interface ServeContext<P> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: P) => void;
  /** Names buffers of the result that are handed over instead of copied. */
  readonly transfer: (buffers: readonly Transferable[]) => void;
}

export type Handlers<A extends RpcApi<A>> = {
  [M in keyof A]: (
    params: A[M]['params'],
    context: ServeContext<A[M]['progress']>,
  ) => A[M]['result'] | Promise<A[M]['result']>;
};

type AnyHandler = (params: unknown, context: ServeContext<unknown>) => unknown;

/** Answers calls on this side of a worker. Calls run side by side; one that is aborted is not answered. */
export function serve<A extends RpcApi<A>>(endpoint: RpcEndpoint, handlers: Handlers<A>): void {
  const running = new Map<number, AbortController>();
  const byName = new Map<string, AnyHandler>(
    Object.entries<AnyHandler>(handlers as unknown as Record<string, AnyHandler>),
  );
  const send = (reply: RpcReply, transfer: readonly Transferable[] = []): void => {
    endpoint.postMessage(reply, [...transfer]);
  };

  const answer = async (id: number, method: string, params: unknown, controller: AbortController): Promise<void> => {
    const { signal } = controller;
    let buffers: readonly Transferable[] = [];
    const context: ServeContext<unknown> = {
      signal,
      onProgress: (progress) => {
        if (!signal.aborted && running.has(id)) send({ kind: 'progress', id, progress });
      },
      transfer: (named) => {
        buffers = named;
      },
    };
    try {
      const handler = byName.get(method);
      if (!handler) throw new Error(`No such method: ${method}`);
      const result = await handler(params, context);
      running.delete(id);
      if (!signal.aborted) send({ kind: 'result', id, result }, buffers);
    } catch (thrown) {
      running.delete(id);
      if (!signal.aborted) send({ kind: 'error', id, error: DumpError.from(thrown).info });
    }
  };

  endpoint.addEventListener('message', (event) => {
    const request = event.data as RpcRequest;
    if (request.kind === 'abort') return running.get(request.id)?.abort();
    const controller = new AbortController();
    running.set(request.id, controller);
    void answer(request.id, request.method, request.params, controller);
  });
  endpoint.start?.();
}
