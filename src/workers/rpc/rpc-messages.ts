import type { DumpErrorInfo } from '../../core/errors.ts';

/** Method name to what goes in, what comes out, and what is told on the way. */
export type RpcApi<A> = { [M in keyof A]: { params: unknown; result: unknown; progress: unknown } };

export type RpcRequest =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'abort'; readonly id: number };

export type RpcReply =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: DumpErrorInfo };

/** What a Worker, its inside and a MessagePort have in common. */
export interface RpcEndpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  /** Message ports wait for this; workers have no such thing. */
  start?(): void;
}
