import { ReusableBuffer } from '../core/bytes/reusable-buffer.ts';
import type { BufferBudget, CheckStrategy } from '../core/layer/check-strategy.ts';
import type { ReadingPorts } from '../core/layer/stored-bytes.ts';
import type { Codecs } from './codecs.ts';
import { createHashWhole } from './hash-whole.ts';

type Buffers = NonNullable<NonNullable<ReadingPorts['whole']>['buffers']>;

/** The two long-lived buffers of one worker. */
export class CheckBuffers {
  #buffers: Buffers | null = null;
  #isTaken = false;

  /** What a file of this strategy is read with. Call `release` when it has been read. */
  readingPorts(strategy: CheckStrategy, budget: BufferBudget, codecs: Codecs): ReadingPorts & { release: () => void } {
    const createHasher = () => codecs.createHasher('sha256');
    const createStreamHasher = codecs.createStreamHasher ?? createHasher;
    const buffers = strategy === 'buffered' ? this.#take(budget.bytes) : null;
    const release = (): void => {
      if (buffers) this.#isTaken = false;
    };
    return { createStreamHasher, whole: { hash: createHashWhole(createHasher), buffers }, release };
  }

  /** Null while another file has them, and where the browser has no memory for them: the file is streamed then. */
  #take(limit: number): Buffers | null {
    if (this.#isTaken) return null;
    try {
      if (this.#buffers?.stored.limit !== limit) {
        const made = { stored: new ReusableBuffer(limit), unpacked: new ReusableBuffer(limit) };
        // Asked for now: in the middle of a file it would be that file's error.
        if (made.stored.buffer.byteLength + made.unpacked.buffer.byteLength < limit) return null;
        this.#buffers = made;
      }
    } catch {
      return null;
    }
    this.#isTaken = true;
    return this.#buffers;
  }
}
