import type { CreateHasher } from '../../bytes/hasher.ts';
import { member, stringOf } from '../../json/json-access.ts';
import type { JsonDocument, JsonNode } from '../../json/json-node.ts';
import type { LegacyProof } from '../dump-model.ts';
import { hashText, ID_FORMULAS, legacyHashInput } from './legacy-id.ts';
import { LEGACY_VARIANTS, rebuildLegacy, type RebuiltLegacy } from './rebuild-legacy.ts';

/** A file that looks like a v1 description. */
export interface LegacyCandidate {
  readonly document: JsonDocument;
  /** SHA-256 that its name claims, hex; null when it is `<id>/json`, which can be proved by its id alone. */
  readonly namedSha256: string | null;
}

/** An image's part in the proof. */
export interface LegacyImage {
  readonly config: JsonNode | null;
  /** One per layer, base first, as far as they are known. */
  readonly chainIds: readonly string[];
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes hashed at most: real dumps need less than 1 MiB, a hostile one could ask for terabytes. */
const HASHED_BYTES = 256 * 2 ** 20;
/** What rebuilding one layer's description costs about, its own config not counted. */
const LAYER_BYTES = 2_000;

/**
 * Proves that files are Docker's descriptions of layers for versions before 1.10 (DIALECTS §0).
 * First whole files are rebuilt from the configs; then the id of what is left is recomputed from its own text and a chain ID.
 * @returns one proof per candidate that has an id, in their order; `shape` where neither way worked
 */
export function proveLegacy(
  candidates: readonly LegacyCandidate[],
  images: readonly LegacyImage[],
  createHasher: CreateHasher,
): LegacyProof[] {
  if (candidates.length === 0) return [];
  const budget = { left: HASHED_BYTES };
  const rebuilt = rebuildAll(candidates, images, createHasher, budget);
  const depths = parentDepths(candidates);
  const chains = chainsByDepth(images);
  return candidates.flatMap(({ document, namedSha256 }): LegacyProof[] => {
    const id = stringOf(member(document.root, 'id'));
    if (id === null) return [];
    const path = document.path;
    const whole = namedSha256 === null ? undefined : rebuilt.get(namedSha256);
    // The name says which file this should be; only equal text shows that it is.
    if (whole && whole.text === decoder.decode(document.bytes)) {
      const { image, layer, chainId, hashInput, text } = whole;
      return [{ path, id, proof: 'rebuilt', image, layer, chainId, hashInput, rebuilt: text }];
    }
    const found = proveIdentity(document, id, chains, depths.get(id), images, createHasher, budget);
    if (found) return [{ path, id, proof: 'identity', ...found, rebuilt: null }];
    return [{ path, id, proof: 'shape', image: null, layer: null, chainId: null, hashInput: null, rebuilt: null }];
  });
}

interface Place {
  readonly image: number;
  /** Counted from 1. */
  readonly layer: number;
  readonly chainId: string;
}

function rebuildAll(
  candidates: readonly LegacyCandidate[],
  images: readonly LegacyImage[],
  createHasher: CreateHasher,
  budget: { left: number },
): Map<string, RebuiltLegacy & Place> {
  const found = new Map<string, RebuiltLegacy & Place>();
  const missing = new Set(candidates.flatMap(({ namedSha256 }) => namedSha256 ?? []));
  for (const variant of LEGACY_VARIANTS) {
    images.forEach(({ config, chainIds }, image) => {
      if (config === null || missing.size === 0) return;
      budget.left -= LAYER_BYTES * chainIds.length + 2 * (config.end - config.start);
      if (budget.left < 0) return;
      rebuildLegacy(config, chainIds, variant, createHasher).forEach((legacy, i) => {
        if (!missing.delete(legacy.textSha256)) return;
        found.set(legacy.textSha256, { ...legacy, image, layer: i + 1, chainId: chainIds[i] ?? '' });
      });
    });
  }
  return found;
}

/** How many layers lie below and including the one an id describes; absent when a parent is missing or in a circle. */
function parentDepths(candidates: readonly LegacyCandidate[]): Map<string, number> {
  const parents = new Map<string, string | null>();
  for (const { document } of candidates) {
    const id = stringOf(member(document.root, 'id'));
    if (id !== null) parents.set(id, stringOf(member(document.root, 'parent')));
  }
  const depths = new Map<string, number>();
  for (const id of parents.keys()) {
    const way: string[] = [];
    const onWay = new Set<string>();
    let at: string | null = id;
    while (at !== null && !depths.has(at) && parents.has(at) && !onWay.has(at)) {
      way.push(at);
      onWay.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && !depths.has(at)) continue; // leads out of the dump, or into itself
    let depth = at === null ? 0 : (depths.get(at) ?? 0);
    for (const each of way.reverse()) depths.set(each, (depth += 1));
  }
  return depths;
}

/** Where each chain ID stands, by number of layers. */
function chainsByDepth(images: readonly LegacyImage[]): Map<number, Map<string, Place[]>> {
  const byDepth = new Map<number, Map<string, Place[]>>();
  images.forEach(({ chainIds }, image) => {
    chainIds.forEach((chainId, i) => {
      const chains = byDepth.get(i + 1) ?? new Map<string, Place[]>();
      byDepth.set(i + 1, chains);
      const places = chains.get(chainId) ?? [];
      chains.set(chainId, places);
      places.push({ image, layer: i + 1, chainId });
    });
  });
  return byDepth;
}

function proveIdentity(
  document: JsonDocument,
  id: string,
  chains: ReadonlyMap<number, ReadonlyMap<string, readonly Place[]>>,
  depth: number | undefined,
  images: readonly LegacyImage[],
  createHasher: CreateHasher,
  budget: { left: number },
): (Place & { readonly hashInput: string }) | null {
  const depths = depth === undefined ? [...chains.keys()] : [depth];
  for (const at of depths) {
    for (const [chainId, places] of chains.get(at) ?? []) {
      for (const formula of ID_FORMULAS) {
        if ((budget.left -= document.bytes.length + 200) < 0) return null;
        const hashInput = legacyHashInput(document, chainId, formula);
        if (hashInput === null || hashText(hashInput, createHasher) !== id) continue;
        const place = likeliest(places, document, images);
        return place ? { ...place, hashInput } : null;
      }
    }
  }
  return null;
}

/** Of several images that share a stack of layers, the one this description is about: a top layer's tells `created`. */
function likeliest(
  places: readonly Place[],
  document: JsonDocument,
  images: readonly LegacyImage[],
): Place | undefined {
  const isTop = member(document.root, 'config') !== undefined;
  const created = stringOf(member(document.root, 'created'));
  const fits = places.find(({ image, layer }) => {
    const of = images[image];
    return isTop && of?.chainIds.length === layer && stringOf(member(of.config, 'created')) === created;
  });
  return fits ?? places[0];
}
