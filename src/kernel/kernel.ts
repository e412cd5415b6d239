import type { KernelExports } from './kernel-exports.ts';
import { KernelHasher } from './kernel-hasher.ts';
import type { InflateOptions } from './kernel-inflater.ts';
import { KernelInflater } from './kernel-inflater.ts';
import { KernelMemory } from './kernel-memory.ts';
import { LanePace } from './lane-pace.ts';
import { LanePool } from './lane-pool.ts';
import { type PlainTarHeader, tarScanOf } from './tar-scan.ts';
import type { HashLane } from './update-lanes.ts';
import { updateLanes } from './update-lanes.ts';

/**
 * Whether this engine can run the kernel (it needs SIMD). The module itself is the test.
 * @param bytes kernel.wasm
 */
export function isKernelSupported(bytes: BufferSource): boolean {
  return WebAssembly.validate(bytes);
}

/** Instantiates the kernel, synchronously: for workers. One instance serves any number of blobs, in turn or at once. */
export function loadKernel(module: WebAssembly.Module): Kernel {
  const { exports } = new WebAssembly.Instance(module);
  return new Kernel(new KernelMemory(exports as unknown as KernelExports));
}

/** SHA-256, gzip and tar headers in WebAssembly. Its memory never shrinks, and grows only with what is open at the same time. */
export class Kernel {
  readonly #memory: KernelMemory;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /** Bytes of linear memory, for diagnostics. */
  get memoryBytes(): number {
    return this.#memory.exports.memory.buffer.byteLength;
  }

  /** @throws Error when memory cannot grow */
  createSha256(): KernelHasher {
    return new KernelHasher(this.#memory);
  }

  /** @throws Error when memory cannot grow */
  openInflater(options: InflateOptions = {}): KernelInflater {
    return new KernelInflater(this.#memory, options);
  }

  /** Reads tar header blocks of 512 bytes; null for all but the plain ones. */
  createTarScan(): (block: Uint8Array) => PlainTarHeader | null {
    return tarScanOf(this.#memory);
  }

  /** For streams that advance side by side. */
  createLanePool(now = (): number => performance.now()): LanePool {
    return new LanePool(this.#memory, () => this.createSha256(), new LanePace(now));
  }

  /** Updates up to four of this kernel's hashes in lock step; see update-lanes.ts. */
  updateLanes(lanes: readonly HashLane[]): void {
    updateLanes(this.#memory, lanes);
  }
}
