import type { ConfigView } from './config.ts';
import type { LegacyV1View } from './legacy-v1.ts';

/**
 * What the descriptions of layers from before Docker 1.10 say of their image: the top one has its settings, all together have
 * its history, a step and a layer each. Such an image has no config of its own, and no diff IDs.
 * @param chain base first
 */
export function configOfV1(chain: readonly LegacyV1View[]): ConfigView | null {
  const top = chain.at(-1);
  if (!top) return null;
  const { os, architecture, variant, created, author, comment, dockerVersion, run, wrong } = top;
  return {
    ...{ os, architecture, variant, created, author, comment, dockerVersion, run, wrong },
    osVersion: null,
    osFeatures: [],
    rootfsType: null,
    hasRootfs: false,
    diffIds: [],
    history: chain.map((view) => ({
      created: view.created,
      createdBy: view.containerCommand?.join(' ') ?? null,
      author: view.author,
      comment: view.comment,
      emptyLayer: false,
      pointer: '',
    })),
  };
}
