import type { KernelHasher } from './kernel-hasher.ts';
import type { KernelMemory } from './kernel-memory.ts';
import type { LaneArguments } from './kernel-exports.ts';
import type { LanePace } from './lane-pace.ts';
import { LANES } from './update-lanes.ts';

/** What one stream may have waiting. Larger bursts of one stream find the others with more in hand. */
const WAITING_BYTES = 2 ** 19;
/** Below this, what another stream has waiting is not worth the slower step of the vector code. */
const LEAST_BYTES = 32 * 2 ** 10;

/**
 * SHA-256 of several streams that advance side by side, up to four at a time in the lanes of the vector code: together one and a
 * half to three times as fast as one after the other. Each stream's bytes wait until there is company, or until its room is full.
 */
export class LanePool {
  readonly #memory: KernelMemory;
  readonly #createHasher: () => KernelHasher;
  readonly #pace: LanePace;
  readonly #streams = new Set<LaneStream>();
  readonly #rooms: number[] = [];

  constructor(memory: KernelMemory, createHasher: () => KernelHasher, pace: LanePace) {
    this.#memory = memory;
    this.#createHasher = createHasher;
    this.#pace = pace;
  }

  /** @throws Error when memory cannot grow */
  open(): LaneStream {
    const room = this.#rooms.pop() ?? this.#memory.allocate(WAITING_BYTES);
    const stream = new LaneStream(this.#memory, this.#createHasher(), room, {
      makeRoom: (full) => this.#advance(full),
      leave: (left) => {
        this.#streams.delete(left);
        this.#rooms.push(room);
      },
    });
    this.#streams.add(stream);
    return stream;
  }

  /** Hashes what `first` has waiting, and with it of up to three others as much as they have. */
  #advance(first: LaneStream): void {
    const others = [...this.#streams]
      .filter((stream) => stream !== first && stream.waiting >= LEAST_BYTES)
      .sort((a, b) => b.waiting - a.waiting)
      .slice(0, LANES - 1);
    const lanes = [first, ...others];
    const least = this.#pace.leastLanes();
    // What the longest lanes have more than others would go at the price of all four: it waits for the next time.
    const enough = lanes.map(({ waiting }) => waiting).sort((a, b) => b - a)[least - 1];
    if (enough === undefined) return this.#pace.alone(first.waiting, () => first.hashAlone());
    const most = Math.min(first.waiting, enough);
    const args: LaneArguments = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const lengths = lanes.map(({ waiting }) => Math.min(most, waiting) & ~63);
    lanes.forEach((stream, lane) => args.splice(lane * 3, 3, stream.context, stream.from, lengths[lane] ?? 0));
    this.#pace.together(most, () => this.#memory.exports.sha256UpdateLanes(...args));
    lanes.forEach((stream, lane) => stream.drop(lengths[lane] ?? 0));
  }
}

interface LaneOwner {
  readonly makeRoom: (stream: LaneStream) => void;
  readonly leave: (stream: LaneStream) => void;
}

/** One of the streams of a `LanePool`. */
export class LaneStream {
  readonly #memory: KernelMemory;
  readonly #hasher: KernelHasher;
  readonly #room: number;
  readonly #owner: LaneOwner;
  #start = 0;
  #end = 0;
  #closed = false;

  constructor(memory: KernelMemory, hasher: KernelHasher, room: number, owner: LaneOwner) {
    this.#memory = memory;
    this.#hasher = hasher;
    this.#room = room;
    this.#owner = owner;
  }

  /** Bytes that are not hashed yet, and where they lie. */
  get waiting(): number {
    return this.#end - this.#start;
  }
  get from(): number {
    return this.#room + this.#start;
  }
  get context(): number {
    return this.#hasher.context;
  }

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.#end === WAITING_BYTES) this.#makeRoom();
      const taken = Math.min(bytes.length - at, WAITING_BYTES - this.#end);
      this.#memory.bytes.set(bytes.subarray(at, at + taken), this.#room + this.#end);
      this.#end += taken;
      at += taken;
    }
  }

  /** Lowercase hex; the stream is closed. */
  digestHex(): string {
    // The others come along as far as they can.
    while (this.waiting >= LEAST_BYTES) this.#owner.makeRoom(this);
    this.hashAlone();
    const hex = this.#hasher.digestHex();
    this.close();
    return hex;
  }

  /** Safe to call twice. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#hasher.close();
    this.#owner.leave(this);
  }

  hashAlone(): void {
    this.#memory.exports.sha256Update(this.context, this.from, this.waiting);
    this.#start = this.#end = 0;
  }

  /** The first bytes waiting have been hashed. */
  drop(bytes: number): void {
    this.#start += bytes;
    if (this.#start === this.#end) this.#start = this.#end = 0;
  }

  #makeRoom(): void {
    if (this.#start === 0) this.#owner.makeRoom(this);
    if (this.#start === 0) return;
    this.#memory.bytes.copyWithin(this.#room, this.from, this.#room + this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }
}
