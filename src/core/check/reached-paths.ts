import type { DumpModel } from '../dump/dump-model.ts';

/** Whose way into the dump: readers of an OCI layout, of Docker's manifest.json, of `repositories` alone, or any of them. */
export type ReaderSide = 'oci' | 'docker' | 'repositories' | 'any';

/**
 * The paths that the entry points of one side lead to, themselves included, whether the files are there or not.
 * A `dir:` of skopeo belongs to the OCI side: its manifest.json is a manifest.
 */
export function reachedFrom(model: DumpModel, side: ReaderSide): Set<string> {
  const targets = new Map<string, string[]>();
  for (const { from, path } of model.references) {
    if (path === null) continue;
    const list = targets.get(from);
    if (list) list.push(path);
    else targets.set(from, [path]);
  }
  const reached = new Set(entryPaths(model, side));
  const queue = [...reached];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const target of targets.get(path) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      queue.push(target);
    }
  }
  return reached;
}

/** An entry point is one even when it is missing: a finding about its absence is about it. */
function entryPaths(model: DumpModel, side: ReaderSide): string[] {
  const isDir = model.dialect === 'skopeo-dir';
  const paths: string[] = [];
  if (side !== 'docker' && side !== 'repositories') {
    paths.push('index.json', 'oci-layout', 'blobs');
    if (isDir) paths.push('manifest.json', 'version');
  }
  if (side !== 'oci' && side !== 'repositories' && !isDir) paths.push('manifest.json');
  if (side === 'repositories' || side === 'any') paths.push('repositories');
  // In a v1 dump the folders are found through repositories, or by looking at all of them when nothing is tagged.
  if (model.dialect === 'docker-1' && (side === 'repositories' || side === 'any')) {
    for (const { path, role } of model.files) if (role === 'legacy-layer-json') paths.push(path);
  }
  return paths;
}
