import type { Hasher } from '../core/bytes/hasher.ts';
import { DumpError } from '../core/errors.ts';
import { CheckpointBuilder } from '../core/layer/checkpoint-builder.ts';
import type { Inflater, InflaterOptions } from '../core/layer/inflater.ts';
import { type Checkpoint, type LayerCheckpoints, noCheckpoints } from '../core/layer/layer-checkpoints.ts';
import type { ScanTarBlock } from '../core/tar/tar-block.ts';
import kernelText from '../kernel/build/kernel.base64?raw';
import { isKernelSupported, loadKernel } from '../kernel/kernel.ts';
import { KernelError, truncatedStatus } from '../kernel/kernel-error.ts';
import type { InflateOptions, KernelInflater } from '../kernel/kernel-inflater.ts';

export interface KernelCodecs {
  createSha256(): Hasher;
  /** For one of several streams that advance side by side. */
  createStreamSha256(): Hasher;
  createGunzip(options?: InflaterOptions): Inflater;
  readonly scanTarBlock: ScanTarBlock;
}

/** The kernel behind the ports, or null where the engine lacks SIMD: then the libraries do the same work, slower. */
export function loadKernelCodecs(): KernelCodecs | null {
  // The module (19 kB) is part of the worker's own file, so that nothing has to be fetched.
  const bytes = Uint8Array.from(atob(kernelText), (char) => char.charCodeAt(0));
  if (!isKernelSupported(bytes)) return null;
  const kernel = loadKernel(new WebAssembly.Module(bytes));
  const lanes = kernel.createLanePool();
  return {
    scanTarBlock: kernel.createTarScan(),
    createSha256: () => kernel.createSha256(),
    createStreamSha256: () => lanes.open(),
    createGunzip: (options) => new KernelGunzip((settings) => kernel.openInflater(settings), options),
  };
}

/** Turns the kernel's status into the error that everything above knows. */
class KernelGunzip implements Inflater {
  readonly #inflater: KernelInflater;
  readonly #checkpoints: CheckpointBuilder | null;
  readonly startedAt: Checkpoint | null;

  constructor(
    open: (options: InflateOptions) => KernelInflater,
    { from = null, checkpointBytes }: InflaterOptions = {},
  ) {
    const builder = checkpointBytes === undefined ? null : new CheckpointBuilder({ spacingBytes: checkpointBytes });
    const onBlock = builder
      ? (block: Checkpoint): number => {
          builder.add(block);
          return builder.nextAt;
        }
      : undefined;
    this.startedAt = from;
    this.#checkpoints = builder;
    this.#inflater = open({ from: from ?? undefined, onBlock });
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

  takeCheckpoints(): LayerCheckpoints {
    return this.#checkpoints?.finish() ?? noCheckpoints();
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
