import { readFileSync } from 'node:fs';
import type { KernelExports } from '../../src/kernel/kernel-exports.ts';

/** The built kernel. Run `npm run build:kernel` first. */
export const kernelBytes = new Uint8Array(readFileSync(new URL('../../src/kernel/build/kernel.wasm', import.meta.url)));
export const kernelModule = new WebAssembly.Module(kernelBytes);

/** A fresh instance without its wrapper. */
export function rawKernel(): KernelExports {
  return new WebAssembly.Instance(kernelModule).exports as unknown as KernelExports;
}

/** The kernel with other memory limits, in pages of 64 KiB: its memory section is written anew. */
export function kernelWithPages(initial: number, maximum: number): WebAssembly.Module {
  const memorySection = 5;
  let at = 8; // magic and version
  while (kernelBytes[at] !== memorySection) {
    const { value, end } = readLeb(at + 1);
    at = end + value;
  }
  const { value, end } = readLeb(at + 1);
  const body = [1, 1, ...leb(initial), ...leb(maximum)]; // one memory, with a maximum
  return new WebAssembly.Module(
    Uint8Array.from([
      ...kernelBytes.subarray(0, at),
      memorySection,
      ...leb(body.length),
      ...body,
      ...kernelBytes.subarray(end + value),
    ]),
  );
}

function readLeb(at: number): { value: number; end: number } {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = kernelBytes[at++] ?? 0;
    value |= (byte & 127) << shift;
    if (byte < 128) return { value, end: at };
  }
}

function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}
