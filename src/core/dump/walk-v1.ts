import type { JsonDocument } from '../json/json-node.ts';
import { readLegacyV1, type LegacyV1View } from '../oci/legacy-v1.ts';
import { readRepositories } from '../oci/repositories.ts';
import { familiarName } from '../oci/reference-name.ts';
import type { DumpSurvey } from './dump-survey.ts';
import { HEX_64 } from './entry-names.ts';
import type { ImageDraft } from './image-draft.ts';

/** The folders `<id>` of Docker's v1 format, by id. */
export interface V1Folders {
  /** `<id>/json`, read. */
  readonly documents: ReadonlyMap<string, JsonDocument>;
  readonly views: ReadonlyMap<string, LegacyV1View>;
}

/** Layers of one v1 image: a parent chain longer than any engine allows (127) ends the walk. */
const V1_LAYERS = 1_000;

/** Reads every `<id>/json`, gives the files beside it their roles, and draws the arrows to the parents. @see DIALECTS §2, §3 */
export async function walkV1Folders(survey: DumpSurvey): Promise<V1Folders> {
  const ids = new Set<string>();
  for (const path of survey.files.keys()) {
    const [id = '', name, ...deeper] = path.split('/');
    if (HEX_64.test(id) && deeper.length === 0 && (name === 'json' || name === 'layer.tar')) ids.add(id);
  }
  await survey.loader.load([...ids].map((id) => `${id}/json`));
  const documents = new Map<string, JsonDocument>();
  const views = new Map<string, LegacyV1View>();
  for (const id of [...ids].sort()) {
    survey.assign(`${id}/VERSION`, 'legacy-version');
    survey.assign(`${id}/json`, 'legacy-layer-json');
    const document = survey.loader.documents.get(`${id}/json`);
    if (!document) continue;
    survey.assign(`${id}/layer.tar`, 'layer', 'application/vnd.docker.image.rootfs.diff.tar');
    const view = readLegacyV1(document);
    documents.set(id, document);
    views.set(id, view);
    if (view.parent === null) continue;
    const path = HEX_64.test(view.parent) ? `${view.parent}/json` : null;
    survey.refer({ from: document.path, pointer: '/parent', relation: 'parent', digest: null, path });
  }
  return { documents, views };
}

/**
 * The arrows of `repositories`. Each entry names a top layer: its folder in dumps up to Docker 24, its diff ID from 25 on.
 * In a dump that has nothing else the arrow goes to the folder's `json`, where such an image begins.
 */
export function walkRepositories(survey: DumpSurvey, document: JsonDocument, isOnlyEntry: boolean): void {
  for (const { name, tag, id, pointer } of readRepositories(document).entries) {
    const blob = HEX_64.test(id) ? survey.store.pathOf(`sha256:${id}`) : null;
    const folderFile = `${id}/${isOnlyEntry ? 'json' : 'layer.tar'}`;
    const hasFolder = survey.isPresent(`${id}/json`) || survey.isPresent(`${id}/layer.tar`);
    const hasBlobs = survey.files.has('index.json') || survey.files.has('oci-layout') || survey.isPresent(blob);
    const path = !HEX_64.test(id) ? null : hasFolder || !hasBlobs ? folderFile : blob;
    survey.refer({
      from: document.path,
      pointer,
      relation: 'repository',
      digest: null,
      path,
      more: [`${name}:${tag}`],
    });
  }
}

/**
 * The images of a dump from before Docker 1.10: each is a chain of folders, followed from its top layer by `parent`.
 * Tops are the ids that `repositories` names, and those that are nobody's parent.
 */
export function collectV1Images(
  survey: DumpSurvey,
  folders: V1Folders,
  repositories: JsonDocument | undefined,
): ImageDraft[] {
  const tagsByTop = new Map<string, Set<string>>();
  for (const { name, tag, id } of repositories ? readRepositories(repositories).entries : []) {
    const tags = tagsByTop.get(id) ?? new Set<string>();
    tagsByTop.set(id, tags.add(`${familiarName(name)}:${tag}`));
  }
  const parents = new Set([...folders.views.values()].map(({ parent }) => parent));
  for (const id of folders.views.keys()) if (!parents.has(id) && !tagsByTop.has(id)) tagsByTop.set(id, new Set());
  for (const document of folders.documents.values()) {
    const path = document.path.replace(/json$/, 'layer.tar');
    survey.refer({
      from: document.path,
      pointer: '',
      relation: 'layer',
      digest: null,
      path,
      more: ['the layer beside it'],
    });
  }
  const drafts: ImageDraft[] = [];
  for (const [top, tags] of tagsByTop) {
    const chain = parentChain(top, folders);
    if (chain.length === 0) continue;
    drafts.push({
      tags,
      entryPoints: new Set(tags.size > 0 ? ['repositories'] : []),
      platform: null,
      manifestPath: null,
      manifestDigest: null,
      configPath: null,
      configDigest: null,
      layers: chain.map((id) => ({ digest: null, path: `${id}/layer.tar`, size: null, mediaType: null })),
    });
  }
  return drafts;
}

/** Ids from base to top; ends where a parent is missing or comes again. */
function parentChain(top: string, folders: V1Folders): string[] {
  const chain: string[] = [];
  const seen = new Set<string>();
  for (let id: string | null = top; id !== null && !seen.has(id) && chain.length < V1_LAYERS;) {
    const view = folders.views.get(id);
    if (!view) break;
    seen.add(id);
    chain.unshift(id);
    id = view.parent;
  }
  return chain;
}
