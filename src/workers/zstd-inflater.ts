import { DumpError, type DumpErrorInfo } from '../core/errors.ts';
import { CheckpointBuilder } from '../core/layer/checkpoint-builder.ts';
import type { Inflater, InflaterOptions } from '../core/layer/inflater.ts';
import { type Checkpoint, type LayerCheckpoints, noCheckpoints } from '../core/layer/layer-checkpoints.ts';
import { ZSTD_WINDOW_BYTES } from '../core/limits.ts';
import { ZstdMachine, compileZstd } from './npm-zstddec.ts';
import {
  ZSTD_HEADER_BYTES_MAX,
  isFrameMagic,
  isSkippableMagic,
  skippableBytes,
  zstdWindowBytes,
} from './zstd-frame.ts';

/** Codes of zstd_errors.h that damaged or odd files give. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [10, 'it is no zstd frame'],
  [14, 'the frame uses a feature that no released zstd has'],
  [20, 'the compressed data is damaged'],
  [22, 'the checksum of the frame does not match its content'],
  [24, 'a literals header is damaged'],
  [30, 'a dictionary is damaged'],
  [32, 'it needs a dictionary that is not part of it'],
  [72, 'a block has the wrong length'],
]);

type Where = 'head' | 'skippable' | 'frame' | 'trailing' | 'failed';
type Emit = (output: Uint8Array) => void;

const NO_WINDOW = new Uint8Array(0);

/**
 * A stream of zstd frames, data and skippable ones, over the reference decoder. Frame headers are read here. Its checkpoints
 * are frames: what the decoder knows within one (window, repeated offsets, tables) cannot be taken out, so a layer that is
 * one large frame, as `zstd` makes it, is always read from its start.
 */
export class ZstdInflater implements Inflater {
  #machine: ZstdMachine | null;
  readonly #giveBack: (machine: ZstdMachine) => void;

  #where: Where = 'head';
  readonly #head = new Uint8Array(ZSTD_HEADER_BYTES_MAX);
  #headLength = 0;
  #skipLeft = 0;
  #before = 0;
  #members = 0;
  #endOffset = 0;
  #sawTrailing = false;
  #unpacked = 0;
  readonly startedAt: Checkpoint | null;
  readonly #checkpoints: CheckpointBuilder | null;

  constructor(
    machine: ZstdMachine,
    giveBack: (machine: ZstdMachine) => void,
    { from = null, checkpointBytes }: InflaterOptions = {},
  ) {
    machine.start();
    this.#machine = machine;
    this.#giveBack = giveBack;
    this.#checkpoints = checkpointBytes === undefined ? null : new CheckpointBuilder({ spacingBytes: checkpointBytes });
    this.startedAt = from;
    // Frames end before it, so that offsets are those of the file, and what is no frame here is trailing data.
    this.#before = this.#endOffset = Math.floor((from?.bitOffset ?? 0) / 8);
    this.#unpacked = from?.outputOffset ?? 0;
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

  takeCheckpoints(): LayerCheckpoints {
    return this.#checkpoints?.finish() ?? noCheckpoints();
  }

  push(input: Uint8Array, emit: Emit): void {
    let at = 0;
    while (at < input.length && this.#where !== 'trailing' && this.#where !== 'failed') {
      if (this.#where === 'head') this.#takeHeadByte(input[at] ?? 0, (at += 1), emit);
      else if (this.#where === 'skippable') at = this.#skip(input, at);
      else at = this.#run(input, at, emit);
    }
    this.#before += input.length;
  }

  finish(): void {
    if (this.#where === 'trailing' || this.#where === 'failed') return;
    // Fewer than four bytes behind a complete frame are too few to begin another one.
    if (this.#where === 'head' && this.#headLength < 4 && this.#endOffset > 0) {
      this.#sawTrailing = this.#headLength > 0;
      return;
    }
    this.#where = 'failed';
    throw new DumpError({ code: 'zstd-truncated', data: { offset: this.#before } });
  }

  close(): void {
    this.#where = 'failed';
    const machine = this.#machine;
    this.#machine = null;
    if (machine?.stop()) this.#giveBack(machine);
  }

  /** Gathers a frame's header byte by byte, wherever the chunks were cut, until it says what it asks for. `end`: offset behind the byte. */
  #takeHeadByte(byte: number, end: number, emit: Emit): void {
    this.#head[this.#headLength] = byte;
    this.#headLength += 1;
    const head = this.#head.subarray(0, this.#headLength);
    if (head.length < 4) return;
    if (isSkippableMagic(head)) {
      if (head.length === 8) this.#startSkipping(skippableBytes(head), end);
    } else if (isFrameMagic(head)) {
      const windowBytes = zstdWindowBytes(head);
      if (windowBytes !== null) this.#startFrame(windowBytes, end, emit);
    } else if (this.#endOffset > 0) {
      this.#where = 'trailing';
      this.#sawTrailing = true;
    } else {
      this.#fail({
        code: 'zstd-invalid',
        data: { offset: 0, reason: 'it does not start with the four bytes 28 b5 2f fd' },
      });
    }
  }

  #startSkipping(bytes: number, end: number): void {
    this.#where = 'skippable';
    this.#skipLeft = bytes;
    if (bytes === 0) this.#endFrame(end);
  }

  #startFrame(windowBytes: number, end: number, emit: Emit): void {
    if (windowBytes > ZSTD_WINDOW_BYTES) {
      this.#fail({ code: 'limit-reached', data: { limit: 'ZSTD_WINDOW_BYTES', value: windowBytes } });
    }
    this.#where = 'frame';
    const frameOffset = this.#before + end - this.#headLength;
    this.#checkpoints?.add({ bitOffset: frameOffset * 8, outputOffset: this.#unpacked, window: NO_WINDOW });
    // Offsets of errors count from the header's first byte, which may have come with an earlier push.
    const before = this.#before;
    this.#before = frameOffset;
    this.#run(this.#head.slice(0, this.#headLength), 0, emit);
    this.#before = before;
  }

  #skip(input: Uint8Array, at: number): number {
    const take = Math.min(this.#skipLeft, input.length - at);
    this.#skipLeft -= take;
    if (this.#skipLeft === 0) this.#endFrame(at + take);
    return at + take;
  }

  #endFrame(end: number): void {
    this.#where = 'head';
    this.#headLength = 0;
    this.#endOffset = this.#before + end;
  }

  /** Unpacks from `at` up to the end of the input, of the machine's buffer or of the frame. Returns how far it came. */
  #run(input: Uint8Array, at: number, emit: Emit): number {
    const machine = this.#machine;
    if (!machine) return input.length;
    const piece = input.subarray(at, at + machine.inputBytes);
    machine.load(piece);
    for (;;) {
      const { status, taken, output, outputFull } = machine.step();
      this.#unpacked += output.length;
      if (output.length > 0) emit(output);
      if (status < 0) {
        const reason = REASONS.get(-status) ?? `zstd error ${String(-status)}`;
        this.#fail({ code: 'zstd-invalid', data: { offset: this.#before + at + taken, reason } });
      }
      if (status === 0) {
        this.#members += 1;
        this.#endFrame(at + taken);
        return at + taken;
      }
      if (taken === piece.length && !outputFull) return at + taken;
    }
  }

  #fail(info: DumpErrorInfo): never {
    this.#where = 'failed';
    throw new DumpError(info);
  }
}

/** Machines kept for the next stream; most layers come one after the other, four at a time at most. */
const SPARE_MACHINES = 2;

const spare: ZstdMachine[] = [];
let module: WebAssembly.Module | undefined;

/** The decoder is compiled when the first stream asks for it, synchronously: for workers. */
export function createZstdInflater(options?: InflaterOptions): Inflater {
  const giveBack = (machine: ZstdMachine): void => {
    if (spare.length < SPARE_MACHINES) spare.push(machine);
  };
  return new ZstdInflater(spare.pop() ?? new ZstdMachine((module ??= compileZstd())), giveBack, options);
}
