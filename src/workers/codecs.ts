import type { CreateContentHasher } from '../core/bytes/content-hasher.ts';
import type { CreateHasher, HashAlgorithm, Hasher } from '../core/bytes/hasher.ts';
import type { CreateInflater } from '../core/layer/inflater.ts';
import type { ScanTarBlock } from '../core/tar/tar-block.ts';
import { loadKernelCodecs } from './kernel-codecs.ts';
import { loadContentHasher, loadHashWasm } from './npm-hash-wasm.ts';
import { PakoInflater } from './npm-pako.ts';
import { createZstdInflater } from './zstd-inflater.ts';

/** What core code needs to hash and unpack, loaded and ready for synchronous use. */
export interface Codecs {
  readonly createHasher: CreateHasher;
  readonly createInflater: CreateInflater;
  readonly createContentHasher: CreateContentHasher;
  /** SHA-256 for one of several streams that advance side by side; `createHasher` where nothing is gained by that. */
  readonly createStreamHasher?: () => Hasher;
  /** Reads plain tar headers; absent where the kernel is. */
  readonly scanTarBlock?: ScanTarBlock;
}

const ALL: readonly HashAlgorithm[] = ['sha256', 'sha384', 'sha512', 'blake3'];

let kernel: ReturnType<typeof loadKernelCodecs> | undefined;

/** Kept libraries only: hash-wasm, pako, zstddec. The second, independent word on everything the kernel says. */
export async function loadIndependentCodecs(): Promise<Codecs> {
  const [createHasher, createContentHasher] = await Promise.all([loadHashWasm(ALL), loadContentHasher()]);
  return {
    createHasher,
    createContentHasher,
    createInflater: (kind, options) => (kind === 'gzip' ? new PakoInflater() : createZstdInflater(options)),
  };
}

/**
 * The fastest code for each job; the one place that says which code stands behind the ports. What is loaded is kept for the
 * next call.
 * @param algorithms besides SHA-256: hashers for others cannot be made
 */
export async function loadCodecs(algorithms: readonly HashAlgorithm[] = []): Promise<Codecs> {
  if (kernel === undefined) kernel = loadKernelCodecs();
  if (!kernel) return loadIndependentCodecs();
  const fast = kernel;
  const [createOther, createContentHasher] = await Promise.all([
    loadHashWasm(algorithms.filter((algorithm) => algorithm !== 'sha256')),
    loadContentHasher(),
  ]);
  return {
    createContentHasher,
    scanTarBlock: fast.scanTarBlock,
    createStreamHasher: () => fast.createStreamSha256(),
    createHasher: (algorithm) => (algorithm === 'sha256' ? fast.createSha256() : createOther(algorithm)),
    createInflater: (kind, options) => (kind === 'gzip' ? fast.createGunzip(options) : createZstdInflater(options)),
  };
}
