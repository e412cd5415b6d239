import type { Finding, FindingCode } from '../check/finding.ts';
import { reachedFrom, type ReaderSide } from '../check/reached-paths.ts';
import type { DumpModel } from '../dump/dump-model.ts';

/**
 * For whom a broken dump is broken. `oci`: for readers of index.json alone; `docker`: for readers of manifest.json alone;
 * `repositories`: for Docker's first format alone; `platforms`: some platforms of an index, the others are sound.
 */
export type VerdictScope =
  | { readonly kind: 'everyone' | 'oci' | 'docker' | 'repositories' }
  | { readonly kind: 'platforms'; readonly broken: readonly string[]; readonly sound: readonly string[] };

type FindingPlace = Pick<Finding, 'code' | 'severity' | 'path'>;

/** Findings whose path is the file found instead of the one that is needed: who is hit cannot be seen from it. */
const ELSEWHERE: ReadonlySet<FindingCode> = new Set<FindingCode>(['blob-renamed', 'name-case-differs']);

/** @returns null when there is no error */
export function verdictScope(model: DumpModel, findings: readonly FindingPlace[]): VerdictScope | null {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return null;
  const platforms = platformScope(model, errors);
  if (platforms) return platforms;
  if (errors.some(({ path, code }) => path === null || ELSEWHERE.has(code))) return { kind: 'everyone' };
  const sides = (['oci', 'docker', 'repositories'] as const).filter((side) => hasEntry(model, side));
  const broken = sides.filter((side) => {
    const reached = reachedFrom(model, side);
    return errors.some(({ path }) => path !== null && reached.has(path));
  });
  // `repositories` alone is read by nobody while one of the others is there.
  const counted = broken.filter((side) => side !== 'repositories');
  const [only] = broken;
  if (sides.length > 1 && counted.length === 0 && only) return { kind: 'repositories' };
  const readers = sides.filter((side) => side !== 'repositories');
  return readers.length > 1 && counted.length === 1 && counted[0] ? { kind: counted[0] } : { kind: 'everyone' };
}

function hasEntry(model: DumpModel, side: ReaderSide): boolean {
  const has = (name: string): boolean => model.files.some(({ path }) => path === name);
  if (side === 'repositories') return has('repositories');
  if (side === 'docker') return has('manifest.json') && model.dialect !== 'skopeo-dir';
  return has('index.json') || has('oci-layout') || model.dialect === 'skopeo-dir';
}

/** When every error lies in images of some platforms, and another platform of the dump has none. */
function platformScope(model: DumpModel, errors: readonly FindingPlace[]): VerdictScope | null {
  const byPlatform = new Map<string, Set<string>>();
  for (const { platform, manifestPath, configPath, layers } of model.images) {
    if (platform === null) continue;
    const paths = byPlatform.get(platform) ?? new Set<string>();
    byPlatform.set(platform, paths);
    for (const path of [manifestPath, configPath, ...layers.map((layer) => layer.path)])
      if (path !== null) paths.add(path);
  }
  for (const { platform, missing, partial } of model.absentPlatforms) {
    if (!partial || platform.startsWith('unknown/')) continue;
    const paths = byPlatform.get(platform) ?? new Set<string>();
    byPlatform.set(platform, paths);
    for (const path of missing) paths.add(path);
  }
  if (byPlatform.size < 2) return null;
  const broken = new Set<string>();
  for (const { path, code } of errors) {
    if (code === 'platform-incomplete') continue; // stands at the index; the missing blobs stand for it
    const hit = [...byPlatform].filter(([, paths]) => path !== null && paths.has(path));
    if (hit.length === 0) return null;
    for (const [platform] of hit) broken.add(platform);
  }
  const sound = [...byPlatform.keys()].filter((platform) => !broken.has(platform));
  return broken.size === 0 || sound.length === 0
    ? null
    : { kind: 'platforms', broken: [...broken].sort(), sound: sound.sort() };
}
