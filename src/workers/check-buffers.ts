import { ReusableBuffer } from '../core/bytes/reusable-buffer.ts';
import type { ReadingPorts } from '../core/layer/stored-bytes.ts';
import type { Codecs } from './codecs.ts';
import { createHashWhole } from './hash-whole.ts';

/** The long-lived buffer of one worker, for the one file that is kept whole. */
export class CheckBuffers {
  readonly #buffer = new ReusableBuffer();
  #isTaken = false;

  /**
   * What a file is read with. Call `release` when it has been read.
   * @param keptBytes what the file may be kept in; 0 when it is not kept
   * @param turns see `CheckTask`
   */
  readingPorts(keptBytes: number, turns: string | null, codecs: Codecs): ReadingPorts & { release: () => void } {
    const createHasher = () => codecs.createHasher('sha256');
    const createStreamHasher = codecs.createStreamHasher ?? createHasher;
    const room = keptBytes > 0 ? this.#take(keptBytes) : null;
    const release = (): void => {
      if (room) this.#isTaken = false;
    };
    return { createStreamHasher, whole: { hash: createHashWhole(createHasher, turns), room }, release };
  }

  /** Null while another file has it, and where the browser has no memory for it: the file is streamed then. */
  #take(bytes: number): Uint8Array<ArrayBuffer> | null {
    if (this.#isTaken) return null;
    try {
      const room = new Uint8Array(this.#buffer.take(bytes), 0, bytes);
      this.#isTaken = true;
      return room;
    } catch {
      return null;
    }
  }
}
