import type { CreateContentHasher } from '../core/bytes/content-hasher.ts';
import type { CreateHasher, Hasher } from '../core/bytes/hasher.ts';
import type { CreateInflater } from '../core/layer/inflater.ts';
import { loadKernelCodecs } from './kernel-codecs.ts';
import { loadContentHasher, loadHashWasm } from './npm-hash-wasm.ts';
import { PakoInflater } from './npm-pako.ts';
import { loadZstd } from './zstd-inflater.ts';

/** What core code needs to hash and unpack, loaded and ready for synchronous use. */
export interface Codecs {
  readonly createHasher: CreateHasher;
  readonly createInflater: CreateInflater;
  readonly createContentHasher: CreateContentHasher;
  /** SHA-256 for one of several streams that advance side by side; `createHasher` where nothing is gained by that. */
  readonly createStreamHasher?: () => Hasher;
}

let independent: Promise<Codecs> | undefined;
let fast: Promise<Codecs> | undefined;

/** Kept libraries only: hash-wasm, pako, zstddec. The second, independent word on everything the kernel says. */
export function loadIndependentCodecs(): Promise<Codecs> {
  independent ??= Promise.all([loadHashWasm(), loadZstd(), loadContentHasher()]).then(
    ([createHasher, createZstd, createContentHasher]) => ({
      createHasher,
      createContentHasher,
      createInflater: (kind, options) => (kind === 'gzip' ? new PakoInflater() : createZstd(options)),
    }),
  );
  return independent;
}

/** The fastest code for each job. Loaded once per worker; the one place that says which code stands behind the ports. */
export function loadCodecs(): Promise<Codecs> {
  fast ??= loadIndependentCodecs().then((libraries) => {
    const kernel = loadKernelCodecs();
    if (!kernel) return libraries;
    return {
      ...libraries,
      createStreamHasher: () => kernel.createStreamSha256(),
      createHasher: (algorithm) => (algorithm === 'sha256' ? kernel.createSha256() : libraries.createHasher(algorithm)),
      createInflater: (kind, options) =>
        kind === 'gzip' ? kernel.createGunzip(options) : libraries.createInflater(kind, options),
    };
  });
  return fast;
}
