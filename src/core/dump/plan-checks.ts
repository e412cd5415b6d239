import type { HashAlgorithm } from '../bytes/hasher.ts';
import type { FileTask } from '../layer/file-check.ts';
import { checkDigest, digestFromBlobPath } from '../oci/digest.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import type { DumpFile, DumpModel, ImageLayer } from './dump-model.ts';

const ALGORITHMS: readonly HashAlgorithm[] = ['sha256', 'sha384', 'sha512', 'blake3'];

/**
 * What must be read to check a dump: every file with bytes once, in the order of their paths. Links share their target's
 * result. Layers of images are read as layers too; content of attestations and artifacts is only hashed.
 */
export function planChecks(model: DumpModel): FileTask[] {
  const files = new Map(model.files.map((file) => [file.path, file]));
  const layers = layerReadings(model, files);
  const algorithms = algorithmsByPath(model, files);
  const expected = expectedByPath(model, files);
  return model.files.flatMap((file): FileTask[] => {
    if (!file.source || file.linkTarget !== null) return [];
    const asked = algorithms.get(file.path);
    return [
      {
        path: file.path,
        source: file.source,
        size: file.size,
        algorithms: ALGORITHMS.filter((algorithm) => algorithm === 'sha256' || asked?.has(algorithm)),
        expected: expected.get(file.path) ?? { digests: [], diffIds: [] },
        layer: layers.get(file.path) ?? null,
      },
    ];
  });
}

/** The file whose bytes a path shows. */
function shownPath(path: string, files: ReadonlyMap<string, DumpFile>): string {
  return files.get(path)?.resolvesTo ?? path;
}

function layerReadings(model: DumpModel, files: ReadonlyMap<string, DumpFile>): Map<string, 'plain' | 'encrypted'> {
  const readings = new Map<string, 'plain' | 'encrypted'>();
  for (const { layers } of model.images) {
    for (const layer of layers) {
      const path = shownPath(layer.path, files);
      // Announced as plain by one image and as encrypted by another: what can be read is read.
      if (!isTarLayer(layer) || readings.get(path) === 'plain') continue;
      readings.set(path, layer.encrypted ? 'encrypted' : 'plain');
    }
  }
  return readings;
}

/** Unknown types are tried; known ones that are no tar (EROFS, Nydus, WebAssembly) are not. */
function isTarLayer({ mediaType }: ImageLayer): boolean {
  const info = mediaType === null ? null : mediaTypeInfo(mediaType);
  return info === null || info.kind === 'layer';
}

/** Algorithms that a file's own name or a reference to it asks for. */
function algorithmsByPath(model: DumpModel, files: ReadonlyMap<string, DumpFile>): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  const ask = (path: string, digest: string): void => {
    const checked = checkDigest(digest);
    if (!checked.ok || checked.algorithm === 'sha256') return;
    const set = asked.get(path) ?? new Set<string>();
    asked.set(path, set.add(checked.algorithm));
  };
  for (const { path } of model.files) {
    const claimed = digestFromBlobPath(path);
    if (claimed !== null) ask(shownPath(path, files), claimed);
  }
  // A diff ID is over the unpacked bytes, not over the file's.
  for (const { digest, path, relation } of model.references) {
    if (digest !== null && path !== null && relation !== 'diff-id') ask(shownPath(path, files), digest);
  }
  return asked;
}

/** What names and references announce of each file's bytes, well-formed digests only. */
function expectedByPath(
  model: DumpModel,
  files: ReadonlyMap<string, DumpFile>,
): Map<string, { digests: string[]; diffIds: string[] }> {
  const expected = new Map<string, { digests: string[]; diffIds: string[] }>();
  const of = (path: string): { digests: string[]; diffIds: string[] } => {
    const shown = shownPath(path, files);
    const known = expected.get(shown) ?? { digests: [], diffIds: [] };
    expected.set(shown, known);
    return known;
  };
  for (const { path } of model.files) {
    const claimed = digestFromBlobPath(path);
    if (claimed !== null) of(path).digests.push(claimed);
  }
  for (const { digest, path, relation } of model.references) {
    if (digest === null || path === null || !files.has(path) || !checkDigest(digest).ok) continue;
    if (relation === 'diff-id') of(path).diffIds.push(digest);
    else if (relation === 'config' || relation === 'layer' || relation === 'manifest') of(path).digests.push(digest);
  }
  return expected;
}
