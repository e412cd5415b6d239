import { inflateField, inflateStatus } from '../../src/kernel/kernel-exports.ts';
import { rawKernel } from './kernel-module.ts';
import type { SeededRandom } from './seeded-random.ts';

const MOST_INPUT = 1 << 20;
const ANY = 0xffff_ffff;
const GUARD_BYTES = 64;
const GUARD = 0xa5;

/** How a stream is fed: how many bytes each piece has, and how much output each run may give. */
export interface FeedStyle {
  readonly size: () => number;
  readonly room: () => number;
}

export const inOnePiece: FeedStyle = { size: () => MOST_INPUT, room: () => ANY };

/** Pieces and limits from one byte up. `length`: about what comes out, to keep one-byte limits for short streams. */
export function randomStyle(random: SeededRandom, length: number): FeedStyle {
  const pick = <T>(items: readonly T[]): T => random.pick(items);
  const upTo =
    (most: number, least = 1) =>
    () =>
      least + random.int(most);
  const any = () => ANY;
  return {
    size: pick([inOnePiece.size, () => 1, upTo(7), upTo(64), upTo(20, 20), upTo(4096)]),
    room: pick([any, any, length > 50_000 ? any : () => 1, upTo(10), upTo(20, 255), upTo(600), upTo(70_000)]),
  };
}

export interface RawResult {
  /** What `inflateFinish` said. */
  readonly status: number;
  readonly out: Buffer;
  readonly members: number;
  readonly endOffset: number;
  readonly offset: number;
  readonly mtimeSeconds: number;
  readonly extraFlags: number;
  readonly os: number;
  readonly nameLength: number;
  readonly name: string;
}

/**
 * Drives the kernel's inflate without its wrapper: random pieces, garbage behind each piece, guard bytes around state
 * and window, windows of many sizes. Breaking a promise of assembly/inflate.ts throws.
 */
export class RawInflate {
  readonly #kernel = rawKernel();
  readonly #random: SeededRandom;
  readonly #input = this.#kernel.allocate(MOST_INPUT + 64);
  readonly #guard0 = this.#kernel.allocate(GUARD_BYTES);
  readonly #state = this.#kernel.allocate(this.#kernel.inflateSize());
  readonly #guard1 = this.#kernel.allocate(GUARD_BYTES);
  readonly #window = this.#kernel.allocate(MOST_INPUT + GUARD_BYTES);
  readonly #bytes = new Uint8Array(this.#kernel.memory.buffer);
  readonly #view = new DataView(this.#kernel.memory.buffer);

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  inflate(source: Uint8Array, mode: number, style: FeedStyle): RawResult {
    const random = this.#random;
    const windowBytes = random.pick([65_536, 65_536 + random.int(3000), 200_000, MOST_INPUT]);
    const guards = [this.#guard0, this.#guard1, this.#window + windowBytes];
    for (const guard of guards) this.#bytes.fill(GUARD, guard, guard + GUARD_BYTES);
    this.#kernel.inflateInit(this.#state, this.#window, windowBytes, mode);
    const out: Buffer[] = [];
    let status: number = inflateStatus.moreInput;
    for (let at = 0; at < source.length && status === inflateStatus.moreInput;) {
      const piece = source.subarray(at, at + style.size());
      at += piece.length;
      status = this.#feed(piece, style, out);
    }
    const last = this.#kernel.inflateFinish(this.#state);
    if (status < 0) {
      expectPromise(last === status, 'finish repeats the fault');
      expectPromise(this.#kernel.inflateRun(this.#state, this.#input, 8, 100) === status, 'faults are sticky');
    }
    for (const guard of guards) {
      const intact = this.#bytes.subarray(guard, guard + GUARD_BYTES).every((byte) => byte === GUARD);
      expectPromise(intact, 'nothing is written outside');
    }
    return this.#result(last, out);
  }

  #feed(piece: Uint8Array, style: FeedStyle, out: Buffer[]): number {
    const from = this.#input + this.#random.int(8);
    this.#bytes.set(piece, from);
    this.#bytes.set(this.#random.bytes(8), from + piece.length);
    let used = 0;
    let idle = 0;
    for (;;) {
      const room = style.room();
      const status = this.#kernel.inflateRun(this.#state, from + used, piece.length - used, room);
      const taken = this.#u32(inflateField.inputUsed);
      const length = this.#u32(inflateField.outputLength);
      expectPromise(taken <= piece.length - used && length <= room, 'no more than there is');
      const output = this.#u32(inflateField.output);
      if (length > 0) out.push(Buffer.from(this.#bytes.slice(output, output + length)));
      used += taken;
      idle = length > 0 || taken > 0 ? 0 : idle + 1;
      expectPromise(idle < 3, 'progress');
      if (status === inflateStatus.moreOutput) continue;
      if (status === inflateStatus.moreInput) expectPromise(used === piece.length, 'all input is taken');
      return status;
    }
  }

  #result(status: number, out: Buffer[]): RawResult {
    const nameLength = this.#u32(inflateField.nameLength);
    const name = this.#state + this.#kernel.inflateNameOffset();
    return {
      status,
      out: Buffer.concat(out),
      members: this.#u32(inflateField.members),
      endOffset: Number(this.#view.getBigUint64(this.#state + inflateField.endOffset, true)),
      offset: Number(this.#view.getBigUint64(this.#state + inflateField.offset, true)),
      mtimeSeconds: this.#u32(inflateField.mtimeSeconds),
      extraFlags: this.#view.getUint8(this.#state + inflateField.extraFlags),
      os: this.#view.getUint8(this.#state + inflateField.os),
      nameLength,
      name: Buffer.from(this.#bytes.slice(name, name + Math.min(255, nameLength))).toString('latin1'),
    };
  }

  #u32(field: number): number {
    return this.#view.getUint32(this.#state + field, true);
  }
}

function expectPromise(kept: boolean, promise: string): void {
  if (!kept) throw new Error(`The kernel broke a promise: ${promise}.`);
}
