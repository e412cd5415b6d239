import type { Hasher } from '../core/bytes/hasher.ts';
import { DumpError } from '../core/errors.ts';
import type { Inflater } from '../core/layer/inflater.ts';
import kernelText from '../kernel/build/kernel.base64?raw';
import { isKernelSupported, loadKernel } from '../kernel/kernel.ts';
import { KernelError, truncatedStatus } from '../kernel/kernel-error.ts';
import type { KernelInflater } from '../kernel/kernel-inflater.ts';

export interface KernelCodecs {
  createSha256(): Hasher;
  createGunzip(): Inflater;
}

/** The kernel behind the ports, or null where the engine lacks SIMD: then the libraries do the same work, slower. */
export function loadKernelCodecs(): KernelCodecs | null {
  // The module (19 kB) is part of the worker's own file, so that nothing has to be fetched.
  const bytes = Uint8Array.from(atob(kernelText), (char) => char.charCodeAt(0));
  if (!isKernelSupported(bytes)) return null;
  const kernel = loadKernel(new WebAssembly.Module(bytes));
  return {
    createSha256: () => kernel.createSha256(),
    createGunzip: () => new KernelGunzip(kernel.openInflater()),
  };
}

/** Turns the kernel's status into the error that everything above knows. */
class KernelGunzip implements Inflater {
  readonly #inflater: KernelInflater;

  constructor(inflater: KernelInflater) {
    this.#inflater = inflater;
  }

  get members(): number {
    return this.#inflater.members;
  }
  get endOffset(): number {
    return this.#inflater.endOffset;
  }
  get sawTrailing(): boolean {
    return this.#inflater.sawTrailing;
  }

  push(input: Uint8Array, emit: (output: Uint8Array) => void): void {
    explained(() => this.#inflater.push(input, emit));
  }

  finish(): void {
    explained(() => this.#inflater.finish());
  }

  close(): void {
    this.#inflater.close();
  }
}

function explained(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const { status, offset, reason } = error;
    const info =
      status === truncatedStatus
        ? ({ code: 'gzip-truncated', data: { offset } } as const)
        : ({ code: 'gzip-invalid', data: { offset, reason } } as const);
    throw new DumpError(info, { cause: error });
  }
}
