import { DumpError } from '../../core/errors.ts';
import type { RpcApi, RpcEndpoint, RpcReply, RpcRequest } from './rpc-messages.ts';

export interface CallOptions<P> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: P) => void) | undefined;
  /** Buffers of `params` that are handed over instead of copied. */
  readonly transfer?: Transferable[] | undefined;
}

interface OpenCall {
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress: ((progress: never) => void) | undefined;
}

/** Calls into a worker. Every call ends: with a result, with the worker's DumpError, by its signal, or by `crash`. */
export class RpcClient<A extends RpcApi<A>> {
  readonly #endpoint: RpcEndpoint;
  readonly #open = new Map<number, OpenCall>();
  #nextId = 1;
  #crashed: Error | null = null;

  constructor(endpoint: RpcEndpoint) {
    this.#endpoint = endpoint;
    endpoint.addEventListener('message', this.#receive);
    endpoint.start?.();
  }

  get openCalls(): number {
    return this.#open.size;
  }

  /** @throws `signal.reason` as soon as `signal` aborts, without waiting for the worker; or the worker's DumpError; or the reason of `crash` */
  call<M extends keyof A & string>(
    method: M,
    params: A[M]['params'],
    options: CallOptions<A[M]['progress']> = {},
  ): Promise<A[M]['result']> {
    const { signal, onProgress, transfer = [] } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      if (this.#crashed) return reject(this.#crashed);
      const id = this.#nextId++;
      const onAbort = (): void => {
        this.#send({ kind: 'abort', id });
        this.#end(id)?.reject(signal?.reason);
      };
      const done =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', onAbort);
          settle(value);
        };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#open.set(id, { resolve: done(resolve), reject: done(reject), onProgress });
      try {
        this.#send({ kind: 'call', id, method, params }, transfer);
      } catch (error) {
        this.#end(id)?.reject(error); // what cannot be cloned is told to the caller, not to the console
      }
    });
  }

  /** The worker is gone: all open calls and all later ones fail with this. */
  crash(reason: Error): void {
    this.#crashed ??= reason;
    this.#endpoint.removeEventListener('message', this.#receive);
    for (const id of [...this.#open.keys()]) this.#end(id)?.reject(this.#crashed);
  }

  readonly #receive = (event: MessageEvent): void => {
    const reply = event.data as RpcReply;
    if (reply.kind === 'progress') this.#open.get(reply.id)?.onProgress?.(reply.progress as never);
    else if (reply.kind === 'result') this.#end(reply.id)?.resolve(reply.result);
    else this.#end(reply.id)?.reject(new DumpError(reply.error));
  };

  #end(id: number): OpenCall | undefined {
    const call = this.#open.get(id);
    this.#open.delete(id);
    return call;
  }

  #send(request: RpcRequest, transfer: Transferable[] = []): void {
    this.#endpoint.postMessage(request, transfer);
  }
}
