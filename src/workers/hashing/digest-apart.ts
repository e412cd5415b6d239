import type { PacedDigest } from '../../core/bytes/digest-stream.ts';
import type { RunningWorker } from '../running-worker.ts';
import type { HashApi } from './hash-api.ts';

/** Small enough to be in the processor's cache still when the other thread takes it. */
const PIECE_BYTES = 2 ** 20;
/** Bytes on their way or waiting, beyond which whoever feeds a digest is to wait. */
const WAITING_BYTES = 8 * 2 ** 20;
/** Buffers that are kept for later, see `WAITING_BYTES`. */
const MOST_FREE = 2 * (WAITING_BYTES / PIECE_BYTES);

/** SHA-256 by another thread: hands over copies of the bytes, in buffers that come back. */
export class DigestApart implements PacedDigest {
  readonly #client: RunningWorker<HashApi>['client'];
  readonly #id: number;
  /** Buffers that nobody uses now, shared by all digests of one worker. */
  readonly #free: ArrayBuffer[];
  #piece: Uint8Array<ArrayBuffer> | null = null;
  #length = 0;
  /** Sent, and not come back yet. In the order sent. */
  readonly #open: Promise<unknown>[] = [];
  #waiting = 0;
  #failure: { readonly error: unknown } | null = null;

  /** @param id no other digest of this worker has it */
  constructor(client: RunningWorker<HashApi>['client'], id: number, free: ArrayBuffer[]) {
    this.#client = client;
    this.#id = id;
    this.#free = free;
  }

  /** @throws what ended the other side */
  update(bytes: Uint8Array): void {
    if (this.#failure) throw this.#failure.error;
    for (let at = 0; at < bytes.length;) {
      this.#piece ??= new Uint8Array(this.#free.pop() ?? new ArrayBuffer(PIECE_BYTES));
      const taken = Math.min(bytes.length - at, PIECE_BYTES - this.#length);
      this.#piece.set(bytes.subarray(at, at + taken), this.#length);
      this.#length += taken;
      at += taken;
      if (this.#length === PIECE_BYTES) this.#send();
    }
  }

  async caughtUp(): Promise<void> {
    while (this.#waiting > WAITING_BYTES && !this.#failure) await this.#open[0];
  }

  async digestHex(): Promise<string> {
    this.#send();
    return this.#client.call('end', { id: this.#id });
  }

  close(): void {
    this.#client.call('drop', { id: this.#id }).catch(() => undefined); // it ended: nothing is held
  }

  #send(): void {
    const { buffer } = this.#piece ?? {};
    const length = this.#length;
    this.#piece = null;
    this.#length = 0;
    if (!buffer || length === 0) return;
    this.#waiting += length;
    const sent = this.#client.call('update', { id: this.#id, buffer, length }, { transfer: [buffer] }).then(
      (back) => this.#settle(length, back),
      (error: unknown) => {
        this.#failure ??= { error };
        this.#settle(length, null);
      },
    );
    this.#open.push(sent);
  }

  /** What was sent first comes back first. */
  #settle(length: number, back: ArrayBuffer | null): void {
    void this.#open.shift();
    this.#waiting -= length;
    if (back && this.#free.length < MOST_FREE) this.#free.push(back);
  }
}
