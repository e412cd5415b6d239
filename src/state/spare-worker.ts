import type { RpcApi } from '../workers/rpc/rpc-messages.ts';
import type { RunningWorker } from '../workers/running-worker.ts';

/** A worker started before it is needed: its script and WebAssembly are there when a dump is picked. */
export class SpareWorker<A extends RpcApi<A>> {
  readonly #start: () => RunningWorker<A>;
  #spare: RunningWorker<A> | null = null;

  constructor(start: () => RunningWorker<A>) {
    this.#start = start;
  }

  prepare(): void {
    try {
      this.#spare ??= this.#start();
    } catch {
      // no workers here: who opens a dump is told so
    }
  }

  /** The one that was prepared, or a new one. It is the caller's to end. */
  take(): RunningWorker<A> {
    const worker = this.#spare ?? this.#start();
    this.#spare = null;
    return worker;
  }
}
