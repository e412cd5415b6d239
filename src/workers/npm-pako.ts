import {
  GZheader,
  ZStream,
  Z_BUF_ERROR,
  Z_MEM_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  zlibInflate,
  zlibInflateEnd,
  zlibInflateGetHeader,
  zlibInflateInit2,
  zlibInflateReset,
} from 'pako';
import { DumpError } from '../core/errors.ts';
import type { Inflater } from '../core/layer/inflater.ts';

/** Output per call of `emit`. zlib copies its last 32 KiB aside after each call, so small chunks cost. */
const OUTPUT_BYTES = 256 * 2 ** 10;
/** 15: the largest window; 16: a gzip frame and no other, with CRC-32 and ISIZE checked. */
const GZIP_WINDOW_BITS = 15 + 16;
const MAGIC_0 = 0x1f;
const MAGIC_1 = 0x8b;

type Where = 'magic-0' | 'magic-1' | 'member' | 'trailing' | 'failed';

/**
 * gzip over pako's zlib calls, one level below its `Inflate` class, which stops after the first member in some shapes of
 * input and hides how much it took. The two magic bytes are looked at here: after a complete member anything else is
 * trailing data, as it is for gzip(1).
 */
export class PakoInflater implements Inflater {
  readonly #stream = new ZStream();
  readonly #output = new Uint8Array(OUTPUT_BYTES);
  #where: Where = 'magic-0';
  /** Input bytes of earlier pushes. */
  #before = 0;
  #members = 0;
  #endOffset = 0;
  #sawTrailing = false;
  #closed = false;

  constructor() {
    const status = zlibInflateInit2(this.#stream, GZIP_WINDOW_BITS);
    if (status !== Z_OK) throw new Error(`zlib did not start: ${String(status)}`);
  }

  get members(): number {
    return this.#members;
  }
  get endOffset(): number {
    return this.#endOffset;
  }
  get sawTrailing(): boolean {
    return this.#sawTrailing;
  }

  push(input: Uint8Array, emit: (output: Uint8Array) => void): void {
    let at = 0;
    while (at < input.length && this.#where !== 'trailing') {
      if (this.#where === 'failed') return;
      if (this.#where === 'member') at = this.#run(input, at, emit);
      else at = this.#readMagic(input, at, emit);
    }
    this.#before += input.length;
  }

  finish(): void {
    if (this.#where === 'trailing' || this.#where === 'failed') return;
    // A lone 1f behind a complete member begins nothing that could be told from junk.
    if (this.#members > 0 && this.#where !== 'member') {
      this.#sawTrailing = this.#before > this.#endOffset;
      return;
    }
    this.#where = 'failed';
    throw new DumpError({ code: 'gzip-truncated', data: { offset: this.#before } });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#where = 'failed';
    zlibInflateEnd(this.#stream);
  }

  #readMagic(input: Uint8Array, at: number, emit: (output: Uint8Array) => void): number {
    const second = this.#where === 'magic-1';
    if (input[at] !== (second ? MAGIC_1 : MAGIC_0)) {
      if (this.#members === 0) this.#fail(this.#before + at, 'it does not start with the two bytes 1f 8b');
      this.#where = 'trailing';
      this.#sawTrailing = true;
      return at;
    }
    if (!second) {
      this.#where = 'magic-1';
      return at + 1;
    }
    zlibInflateReset(this.#stream);
    // Kept fields of the last header would be joined to those of this one.
    zlibInflateGetHeader(this.#stream, new GZheader());
    this.#where = 'member';
    this.#run(Uint8Array.of(MAGIC_0), 0, emit);
    return at;
  }

  /** Runs zlib over the input from `at`, up to its end or that of the member. Returns how far it came. */
  #run(input: Uint8Array, at: number, emit: (output: Uint8Array) => void): number {
    const stream = this.#stream;
    stream.input = input;
    stream.next_in = at;
    stream.avail_in = input.length - at;
    for (;;) {
      stream.output = this.#output;
      stream.next_out = 0;
      stream.avail_out = this.#output.length;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      if (stream.next_out > 0) emit(this.#output.subarray(0, stream.next_out));
      if (status === Z_STREAM_END) {
        this.#members += 1;
        this.#endOffset = this.#before + stream.next_in;
        this.#where = 'magic-0';
        return stream.next_in;
      }
      if (status === Z_MEM_ERROR) throw new Error('zlib is out of memory');
      // Z_BUF_ERROR: it wants more input, or the output was full; no fault.
      if (status !== Z_OK && status !== Z_BUF_ERROR) this.#fail(this.#before + stream.next_in, stream.msg);
      if (stream.avail_in === 0 && stream.avail_out > 0) return stream.next_in;
    }
  }

  #fail(offset: number, reason: string): never {
    this.#where = 'failed';
    throw new DumpError({ code: 'gzip-invalid', data: { offset, reason } });
  }
}
