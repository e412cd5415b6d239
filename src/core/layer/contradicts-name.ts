import type { FileCheck, FileTask } from './file-check.ts';

/**
 * Whether a check speaks against what the dump says of this file: a digest other than announced, a diff ID that no config
 * expects, damage in the layer. Nothing announced means that nothing can be contradicted, damage apart.
 */
export function contradictsName({ expected }: FileTask, { digests, layer }: FileCheck): boolean {
  if (layer?.fault) return true;
  if (!expected) return false;
  const wrongDigest = expected.digests.some((digest) => {
    const colon = digest.indexOf(':');
    const counted = digests[digest.slice(0, colon) as keyof typeof digests];
    return counted !== undefined && counted !== digest.slice(colon + 1);
  });
  const { diffIds } = expected;
  const diffId = layer?.diffId ?? null;
  return wrongDigest || (diffId !== null && diffIds.length > 0 && !diffIds.includes(diffId));
}
