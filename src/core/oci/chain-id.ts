import type { CreateHasher } from '../bytes/hasher.ts';

/**
 * The chain ID of every layer: it names the stack up to that layer, so equal ids mean equal file trees below.
 * The first is the first diff ID; each further one is the SHA-256 of `<chain ID below> <diff ID>`.
 * @param diffIds `sha256:…`, base layer first
 * @returns as many as `diffIds`
 * @see OCI image-spec, config.md, "Layer ChainID"
 */
export function computeChainIds(diffIds: readonly string[], createHasher: CreateHasher): string[] {
  const chain: string[] = [];
  const encoder = new TextEncoder();
  for (const diffId of diffIds) {
    const below = chain.at(-1);
    if (below === undefined) chain.push(diffId);
    else {
      const hasher = createHasher('sha256');
      hasher.update(encoder.encode(`${below} ${diffId}`));
      chain.push(`sha256:${hasher.digestHex()}`);
    }
  }
  return chain;
}
