import type { HashAlgorithm } from '../bytes/hasher.ts';
import type { FileTask } from '../layer/file-check.ts';
import { checkDigest, digestFromBlobPath, isDigest } from '../oci/digest.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import type { DumpFile, DumpModel, ImageLayer } from './dump-model.ts';

const ALGORITHMS: readonly HashAlgorithm[] = ['sha256', 'sha384', 'sha512', 'blake3'];

const ONLY_SHA256: readonly HashAlgorithm[] = ['sha256'];
const NONE: readonly string[] = [];

/**
 * What must be read to check a dump: every file with bytes once, in the order of their paths. Links share their target's
 * result. Layers of images are read as layers too; content of attestations and artifacts is only hashed.
 */
export const planChecks = (model: DumpModel): FileTask[] => [...plannedChecks(model)];

/**
 * The same, one after the other: who looks at each once need not hold thousands of them.
 * @param isWanted the others are passed over
 */
export function* plannedChecks(
  model: DumpModel,
  isWanted: (file: DumpFile) => boolean = () => true,
): Generator<FileTask, void> {
  const files = new Map(model.files.map((file) => [file.path, file]));
  const layers = layerReadings(model, files);
  const announced = announcedByPath(model, files);
  for (const file of model.files) {
    if (!file.source || file.linkTarget !== null || !isWanted(file)) continue;
    const { path, source, size } = file;
    const claimed = digestFromBlobPath(path);
    const { digests = NONE, diffIds = NONE, algorithms = null } = announced.get(path) ?? {};
    yield {
      path,
      source,
      size,
      algorithms: algorithms ? ALGORITHMS.filter((name) => name === 'sha256' || algorithms.has(name)) : ONLY_SHA256,
      expected: { digests: claimed === null ? digests : [claimed, ...digests], diffIds },
      layer: layers.get(path) ?? null,
    };
  }
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

/** What a file's own name does not say of it. */
interface Announced {
  /** Others than its name claims. */
  readonly digests: string[];
  readonly diffIds: string[];
  /** That its name or a reference to it asks for beside SHA-256; null when there is none. */
  algorithms: Set<string> | null;
}

/** What links and references announce of each file's bytes, well-formed digests only; nothing where the file's own name says all. */
function announcedByPath(model: DumpModel, files: ReadonlyMap<string, DumpFile>): Map<string, Announced> {
  const announced = new Map<string, Announced>();
  const of = (path: string): Announced => {
    const known = announced.get(path) ?? { digests: [], diffIds: [], algorithms: null };
    announced.set(path, known);
    return known;
  };
  const ask = (path: string, digest: string): void => {
    const checked = checkDigest(digest);
    if (checked.ok && checked.algorithm !== 'sha256') (of(path).algorithms ??= new Set()).add(checked.algorithm);
  };
  for (const { path } of model.files) {
    const claimed = digestFromBlobPath(path);
    if (claimed === null) continue;
    const shown = shownPath(path, files);
    if (!claimed.startsWith('sha256:')) ask(shown, claimed);
    if (shown !== path) of(shown).digests.push(claimed);
  }
  for (const { digest, path, relation } of model.references) {
    if (digest === null || path === null) continue;
    const shown = shownPath(path, files);
    if (relation === 'diff-id') {
      // A diff ID is over the unpacked bytes, not over the file's.
      if (files.has(path) && isDigest(digest)) of(shown).diffIds.push(digest);
      continue;
    }
    if (!digest.startsWith('sha256:')) ask(shown, digest);
    const isOfBytes = relation === 'config' || relation === 'layer' || relation === 'manifest';
    if (!isOfBytes || !files.has(path) || isPathOf(shown, digest) || !isDigest(digest)) continue;
    of(shown).digests.push(digest);
  }
  return announced;
}

/** Without a text for what the path claims: nearly all do. */
const isPathOf = (path: string, digest: string): boolean =>
  path.startsWith('blobs/sha256/') && digest.startsWith('sha256:') && path.slice(13) === digest.slice(7);
