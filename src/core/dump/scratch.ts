import type { ByteSource } from '../bytes/byte-source.ts';

/** Where an unpacked archive is kept while its dump is open: written once from start to end, then read at will. */
export interface Scratch {
  /** Takes the bytes over: the caller may reuse its buffer after the call. */
  write(bytes: Uint8Array): void;
  /** Ends the writing. The source stays readable until `discard`. */
  finish(): Promise<ByteSource>;
  /** Frees what was kept; safe to call twice, and before `finish`. */
  discard(): Promise<void>;
}

/** `name` is for people who look into the storage; it need not be unique. */
export type CreateScratch = (name: string) => Promise<Scratch>;

/** Small writes are gathered to this before they become a Blob part: a part costs some hundred bytes wherever it lives. */
const PART_BYTES = 8 * 2 ** 20;

/**
 * Keeps what is written in a Blob built of parts. Browsers move large Blobs to disk by themselves, so the memory of this
 * page stays near PART_BYTES; Node keeps them in memory.
 */
export function blobScratch(): Scratch {
  let parts: Blob[] = [];
  let gathered: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let used = 0;
  const flush = (): void => {
    if (used > 0) parts.push(new Blob([gathered.subarray(0, used)]));
    used = 0;
  };
  return {
    write(bytes) {
      if (used + bytes.length > gathered.length) flush();
      if (bytes.length >= PART_BYTES) {
        parts.push(new Blob([bytes.slice()]));
        return;
      }
      if (gathered.length === 0) gathered = new Uint8Array(PART_BYTES);
      gathered.set(bytes, used);
      used += bytes.length;
    },
    finish() {
      flush();
      gathered = new Uint8Array(0);
      return Promise.resolve(new Blob(parts));
    },
    discard() {
      parts = [];
      used = 0;
      gathered = new Uint8Array(0);
      return Promise.resolve();
    },
  };
}
