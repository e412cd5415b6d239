import type { Hasher } from '../../core/bytes/hasher.ts';
import { loadKernelCodecs } from '../kernel-codecs.ts';
import { loadHashWasm } from '../npm-hash-wasm.ts';
import type { RpcEndpoint } from '../rpc/rpc-messages.ts';
import { serve } from '../rpc/serve.ts';
import type { HashApi } from './hash-api.ts';

/** Answers the calls of HashApi, in the order in which they come. */
export function serveHash(endpoint: RpcEndpoint): void {
  const loading = loadStreamHasher();
  const hashers = new Map<number, Hasher>();
  const hasherOf = async (id: number): Promise<Hasher> => {
    const createHasher = await loading;
    const hasher = hashers.get(id) ?? createHasher();
    hashers.set(id, hasher);
    return hasher;
  };
  serve<HashApi>(endpoint, {
    async update({ id, buffer, length }, { transfer }) {
      (await hasherOf(id)).update(new Uint8Array(buffer, 0, length));
      transfer([buffer]);
      return buffer;
    },
    async end({ id }) {
      const hasher = await hasherOf(id);
      hashers.delete(id);
      return hasher.digestHex();
    },
    async drop({ id }) {
      (await hasherOf(id)).close?.();
      hashers.delete(id);
      return null;
    },
  });
}

/** The fastest for streams side by side. Not by way of `loadCodecs`, which would bring all that unpacks along. */
async function loadStreamHasher(): Promise<() => Hasher> {
  const kernel = loadKernelCodecs();
  if (kernel) return () => kernel.createStreamSha256();
  const createHasher = await loadHashWasm(['sha256']);
  return () => createHasher('sha256');
}
