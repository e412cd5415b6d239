import type { CreateContentHasher } from '../core/bytes/content-hasher.ts';
import type { CreateHasher } from '../core/bytes/hasher.ts';
import type { CreateInflater } from '../core/layer/inflater.ts';
import { loadContentHasher, loadHashWasm } from './npm-hash-wasm.ts';
import { PakoInflater } from './npm-pako.ts';
import { loadZstd } from './zstd-inflater.ts';

/** What core code needs to hash and unpack, loaded and ready for synchronous use. */
export interface Codecs {
  readonly createHasher: CreateHasher;
  readonly createInflater: CreateInflater;
  readonly createContentHasher: CreateContentHasher;
}

let loading: Promise<Codecs> | undefined;

/** Loads everything once per worker. The one place that says which code stands behind the ports. */
export function loadCodecs(): Promise<Codecs> {
  loading ??= Promise.all([loadHashWasm(), loadZstd(), loadContentHasher()]).then(
    ([createHasher, createZstd, createContentHasher]) => ({
      createHasher,
      createContentHasher,
      createInflater: (kind) => (kind === 'gzip' ? new PakoInflater() : createZstd()),
    }),
  );
  return loading;
}
