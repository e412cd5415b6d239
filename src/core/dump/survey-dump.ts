import type { CreateHasher } from '../bytes/hasher.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { SNIFFED_JSON_BYTES } from '../limits.ts';
import { kindOfDocument } from '../oci/document-kind.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import { assignFixedRoles, assignRemainingRoles } from './assign-roles.ts';
import { dirStore, layoutStore, type BlobStore } from './blob-store.ts';
import { collectLayoutImages } from './collect-layout-images.ts';
import { gatherFacts } from './dialect-facts.ts';
import type { DocumentLoader } from './document-loader.ts';
import type { AbsentPlatform, DumpImage, LegacyProof } from './dump-model.ts';
import { DumpSurvey } from './dump-survey.ts';
import { ENTRY_FILES } from './entry-names.ts';
import { findAbsentPlatforms } from './find-absent-platforms.ts';
import { finishImages } from './finish-images.ts';
import type { ImageDraft } from './image-draft.ts';
import type { LayoutGraph } from './layout-graph.ts';
import type { FoundRoot } from './find-root.ts';
import { fillV1Ids } from './legacy/fill-v1-ids.ts';
import { proveLegacy } from './legacy/prove-legacy.ts';
import type { ListedFile } from './listing.ts';
import { mergeImages } from './merge-images.ts';
import { recogniseDialect, recogniseRest } from './recognise-dialect.ts';
import { referDiffIds } from './refer-diff-ids.ts';
import type { Recognised } from './sign.ts';
import { walkDockerManifest } from './walk-docker-manifest.ts';
import { documentRole, walkIndexes, type Announced, type WalkStart } from './walk-indexes.ts';
import { walkManifests } from './walk-manifests.ts';
import { collectV1Images, walkRepositories, walkV1Folders, type V1Folders } from './walk-v1.ts';

/** Everything that reading the documents of a dump gives. */
export interface SurveyedDump extends Recognised {
  readonly survey: DumpSurvey;
  readonly images: readonly DumpImage[];
  readonly absentPlatforms: readonly AbsentPlatform[];
  readonly legacyProofs: readonly LegacyProof[];
}

/**
 * Reads the documents of the dump whose root was found, from its entry points on, and says what every file is for.
 * @param kind `blobs`: without an entry point, the blobs that are manifests take its place; `none`: nothing is read
 */
export async function surveyDump(
  files: ReadonlyMap<string, ListedFile>,
  folders: ReadonlySet<string>,
  loader: DocumentLoader,
  createHasher: CreateHasher,
  kind: FoundRoot['kind'],
): Promise<SurveyedDump> {
  const onlyBlobs = kind === 'blobs';
  if (kind === 'none') {
    const survey = new DumpSurvey(files, loader, layoutStore('blobs/'));
    referLinks(survey);
    const rest = recogniseRest([...files.keys()], folders, false);
    return { ...rest, survey, images: [], absentPlatforms: [], legacyProofs: [] };
  }
  await loader.load(ENTRY_FILES);
  const manifestJson = loader.documents.get('manifest.json');
  const dirStart = files.has('index.json') || files.has('oci-layout') ? null : dirEntry(files, manifestJson);
  const survey = new DumpSurvey(
    files,
    loader,
    dirStart ? dirStore() : onlyBlobs ? storeOf(files) : layoutStore('blobs/'),
  );
  assignFixedRoles(survey, manifestJson, dirStart !== null);
  const start = dirStart ?? { path: 'index.json', announced: 'index' as const };
  const graph = await walkManifests(survey, await walkIndexes(survey, [start]));
  const foreign = foreignPaths(graph);
  const isList = manifestJson !== undefined && dirStart === null;
  const docker = isList ? await walkDockerManifest(survey, manifestJson, foreign) : [];
  const v1 = await walkV1Folders(survey);
  const unnamed = await walkUnnamed(survey, onlyBlobs);
  const absentPlatforms = findAbsentPlatforms(survey, graph);

  const repositories = loader.documents.get('repositories');
  const isV1Only = docker.length === 0 && graph.indexes.size + graph.manifests.size === 0 && !isList;
  if (repositories) walkRepositories(survey, repositories, isV1Only);
  const drafts =
    isV1Only && !onlyBlobs ? collectV1Images(survey, v1, repositories) : imageDrafts(graph, start, docker, foreign);
  if (onlyBlobs) drafts.push(...unnamed.starts.flatMap(({ path }) => collectLayoutImages(unnamed.graph, path, null)));
  const bare = finishImages(survey, drafts, createHasher);
  const optional = new Set(
    survey.references.flatMap((reference) => (reference.optional && reference.path !== null ? [reference.path] : [])),
  );
  referDiffIds(survey, bare, optional);
  referLinks(survey);

  assignRemainingRoles(survey, onlyBlobs ? [] : unnamed.starts.map(({ path }) => path));
  const recognised = onlyBlobs
    ? recogniseRest([], folders, true)
    : recogniseDialect(gatherFacts(survey, folders, graph, v1, unnamed.legacy));
  const legacyProofs = prove(survey, bare, unnamed.legacy, v1, createHasher);
  const images = fillV1Ids(bare, legacyProofs, loader.documents);
  if (repositories && !isV1Only) markRepositories(survey, images);
  return { ...recognised, survey, images, absentPlatforms, legacyProofs };
}

/** The entry of a `dir:` when manifest.json is one, or cannot be read and lies beside `version`. */
function dirEntry(files: ReadonlyMap<string, ListedFile>, document: JsonDocument | undefined): WalkStart | null {
  if (!document) return null;
  const announced = documentRole(document, null);
  if (announced !== null) return { path: document.path, announced };
  return files.has('version') && document.root?.kind !== 'array'
    ? { path: document.path, announced: 'manifest' }
    : null;
}

/** Where blobs lie when a folder of a layout below its root was opened. */
function storeOf(files: ReadonlyMap<string, ListedFile>): BlobStore {
  const stores = [layoutStore('blobs/'), layoutStore(''), layoutStore(null)];
  const fits = stores.find((store) => [...files.keys()].some((path) => store.digestOf(path) !== null));
  return fits ?? layoutStore('blobs/');
}

function foreignPaths(graph: LayoutGraph): Set<string> {
  const paths = new Set<string>();
  for (const node of graph.manifests.values()) {
    for (const { descriptor, path } of node.layers) {
      const info = descriptor.mediaType === null ? null : mediaTypeInfo(descriptor.mediaType);
      if (path !== null && info?.foreign) paths.add(path);
    }
  }
  return paths;
}

function imageDrafts(
  graph: LayoutGraph,
  start: WalkStart,
  docker: readonly ImageDraft[],
  foreign: ReadonlySet<string>,
): ImageDraft[] {
  return mergeImages(collectLayoutImages(graph, start.path, start.path), docker, foreign);
}

/** What nothing names: old descriptions, and manifests with whatever they lead to. */
interface Unnamed {
  readonly starts: readonly WalkStart[];
  readonly graph: LayoutGraph;
  readonly legacy: readonly JsonDocument[];
}

async function walkUnnamed(survey: DumpSurvey, onlyBlobs: boolean): Promise<Unnamed> {
  const unnamed = [...survey.files.keys()]
    .filter((path) => survey.store.digestOf(path) !== null && !survey.roles.has(path))
    .sort();
  await survey.loader.loadIfJson(unnamed, SNIFFED_JSON_BYTES);
  const starts: WalkStart[] = [];
  const legacy: JsonDocument[] = [];
  for (const path of unnamed) {
    const document = survey.loader.documents.get(path);
    if (!document) continue;
    const announced: Announced = documentRole(document, null);
    if (announced !== null) starts.push({ path, announced });
    else if (kindOfDocument(document) === 'legacy-v1') {
      survey.assign(path, 'legacy-v1-config');
      legacy.push(document);
    }
  }
  const graph = await walkManifests(survey, await walkIndexes(survey, starts));
  if (onlyBlobs)
    for (const path of graph.indexes.keys())
      survey.assign(path, 'image-index', graph.indexes.get(path)?.view.mediaType ?? null);
  const named = new Set(survey.references.map(({ path }) => path));
  return { starts: starts.filter(({ path }) => !named.has(path)), graph, legacy };
}

/** An archive's link shows another file's bytes. */
function referLinks(survey: DumpSurvey): void {
  for (const { path, linkTarget, resolvesTo, kind } of survey.files.values()) {
    if (linkTarget === null) continue;
    const more = [kind === 'hardlink' ? 'hard link' : 'link'];
    survey.refer({ from: path, pointer: '', relation: 'link', digest: null, path: resolvesTo, more });
  }
}

function prove(
  survey: DumpSurvey,
  images: readonly DumpImage[],
  blobs: readonly JsonDocument[],
  v1: V1Folders,
  createHasher: CreateHasher,
): LegacyProof[] {
  const legacyImages = images.map(({ configPath, layers }) => {
    const firstUnknown = layers.findIndex(({ chainId }) => chainId === null);
    const known = firstUnknown < 0 ? layers : layers.slice(0, firstUnknown);
    const config = configPath === null ? null : (survey.loader.documents.get(configPath)?.root ?? null);
    return { config, chainIds: known.flatMap(({ chainId }) => chainId ?? []) };
  });
  const candidates = blobs.map((document) => ({
    document,
    namedSha256: survey.store.digestOf(document.path)?.replace(/^sha256:/, '') ?? null,
  }));
  // In a dump from before 1.10 there is no config to prove the folders by.
  const folders = legacyImages.some(({ chainIds }) => chainIds.length > 0) ? [...v1.documents.values()] : [];
  return proveLegacy(
    [...candidates, ...folders.map((document) => ({ document, namedSha256: null }))],
    legacyImages,
    createHasher,
  );
}

/** `repositories` leads to an image when its arrow ends at that image's top layer. */
function markRepositories(survey: DumpSurvey, images: DumpImage[]): void {
  const targets = new Set(
    survey.references.flatMap(({ relation, path }) => (relation === 'repository' && path !== null ? [path] : [])),
  );
  const shown = new Set([...targets].map((path) => survey.files.get(path)?.resolvesTo ?? path));
  images.forEach((image, i) => {
    const top = image.layers.at(-1)?.path;
    if (top === undefined || (!targets.has(top) && !shown.has(top))) return;
    images[i] = { ...image, entryPoints: [...image.entryPoints, 'repositories'] };
  });
}
