import { itemsOf, member, membersOf, stringOf } from '../json/json-access.ts';
import { pointerOf } from '../json/json-pointer.ts';
import { SNIFFED_JSON_BYTES } from '../limits.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { kindOfDocument } from '../oci/document-kind.ts';
import { readManifest, type ManifestView } from '../oci/manifest.ts';
import type { MediaTypeKind } from '../oci/media-type-table.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import type { DumpSurvey } from './dump-survey.ts';
import {
  ATTESTATION_TYPE,
  type BlobLink,
  type LayoutGraph,
  type ManifestClass,
  type ManifestNode,
} from './layout-graph.ts';
import { referSubject, type ReachedManifests } from './walk-indexes.ts';

/** Kinds of content that no container is run from. */
const NO_LAYERS: ReadonlySet<MediaTypeKind> = new Set([
  'statement',
  'signature',
  'sbom',
  'artifact-config',
  'plugin',
  'empty',
]);

/**
 * Reads the manifests that were reached, their configs and statements; says what each is and draws its arrows.
 * The configs are documents afterwards, and so are JSON blobs of artifacts up to SNIFFED_JSON_BYTES.
 */
export async function walkManifests(survey: DumpSurvey, reached: ReachedManifests): Promise<LayoutGraph> {
  const { loader, store } = survey;
  const views = new Map<string, ManifestView>();
  for (const path of reached.manifests) {
    const document = loader.documents.get(path);
    if (document) views.set(path, readManifest(document));
  }
  await loadConfigs(survey, views.values());
  const manifests = new Map<string, ManifestNode>();
  for (const [path, view] of views) {
    const kind = classify(survey, view, reached.attestations.has(path));
    manifests.set(path, manifestNode(survey, path, view, kind));
  }
  for (const path of reached.schema1) manifests.set(path, schema1Node(survey, path));
  await loadStatements(survey, manifests.values());
  assignIndexRoles(survey, reached);
  for (const node of manifests.values()) if (node.class === 'attestation') referStatements(survey, node);
  return { indexes: reached.indexes, manifests };

  function schema1Node(into: DumpSurvey, path: string): ManifestNode {
    const document = loader.documents.get(path);
    into.assign(path, 'image-manifest', stringOf(member(document?.root, 'mediaType')));
    itemsOf(member(document?.root, 'fsLayers')).forEach((item, i) => {
      const digest = stringOf(member(item, 'blobSum'));
      const target = digest === null ? null : store.pathOf(digest);
      if (digest !== null)
        into.refer({ from: path, pointer: `/fsLayers/${i}/blobSum`, relation: 'layer', digest, path: target });
      into.assign(target, 'layer');
    });
    const view = readManifest(document ?? EMPTY_DOCUMENT);
    return { path, digest: store.digestOf(path), view, class: 'schema1', config: null, layers: [] };
  }
}

const EMPTY_DOCUMENT = {
  path: '',
  bytes: new Uint8Array(0),
  root: null,
  error: null,
  byteOrderMark: null,
  trailingOffset: null,
  invalidUtf8Offset: null,
  duplicateKeys: [],
};

async function loadConfigs(survey: DumpSurvey, views: Iterable<ManifestView>): Promise<void> {
  const certain: string[] = [];
  const perhaps: string[] = [];
  for (const { config } of views) {
    const path = blobPathOf(survey, config);
    if (path === null) continue;
    (kindOf(config) === 'config' ? certain : perhaps).push(path);
  }
  await survey.loader.load(certain);
  await survey.loader.loadIfJson(perhaps, SNIFFED_JSON_BYTES);
}

/** Documents inside attestations and artifacts: people want to read them, and statements name what they speak of. */
async function loadStatements(survey: DumpSurvey, nodes: Iterable<ManifestNode>): Promise<void> {
  const paths: string[] = [];
  for (const node of nodes) {
    if (node.class !== 'image') for (const { path } of node.layers) if (path !== null) paths.push(path);
  }
  await survey.loader.loadIfJson(paths, SNIFFED_JSON_BYTES);
}

const kindOf = (descriptor: Descriptor | null): MediaTypeKind | null =>
  descriptor?.mediaType ? (mediaTypeInfo(descriptor.mediaType)?.kind ?? null) : null;

const blobPathOf = (survey: DumpSurvey, descriptor: Descriptor | null): string | null =>
  descriptor?.digest ? survey.store.pathOf(descriptor.digest) : null;

function classify(survey: DumpSurvey, view: ManifestView, announcedAttestation: boolean): ManifestClass {
  if (announcedAttestation || view.artifactType === ATTESTATION_TYPE) return 'attestation';
  const kinds = view.layers.map(kindOf);
  // cosign hangs signatures under an ordinary image config: what the layers are decides.
  const nothingToRun = kinds.length > 0 && kinds.every((kind) => kind !== null && NO_LAYERS.has(kind));
  if (isImageConfig(survey, view.config)) return nothingToRun ? 'artifact' : 'image';
  // A damaged manifest, or one whose config says nothing of itself: announced as a manifest, it is taken for an image.
  const saysNothing =
    view.config === null ? kinds.length === 0 : view.config.mediaType === null && !isLoaded(survey, view.config);
  return view.artifactType === null &&
    !nothingToRun &&
    (saysNothing || (view.config === null && kinds.includes('layer')))
    ? 'image'
    : 'artifact';
}

const isLoaded = (survey: DumpSurvey, descriptor: Descriptor): boolean =>
  survey.loader.documents.has(blobPathOf(survey, descriptor) ?? '');

function isImageConfig(survey: DumpSurvey, config: Descriptor | null): boolean {
  const kind = kindOf(config);
  if (kind !== null) return kind === 'config';
  // The type is missing or unknown: the content decides, where it is here.
  const path = blobPathOf(survey, config);
  const document = path === null ? undefined : survey.loader.documents.get(path);
  return document !== undefined && kindOfDocument(document) === 'config';
}

const ROLES = {
  image: { manifest: 'image-manifest', config: 'image-config', layer: 'layer' },
  schema1: { manifest: 'image-manifest', config: 'image-config', layer: 'layer' },
  attestation: { manifest: 'attestation', config: 'attestation', layer: 'attestation' },
  artifact: { manifest: 'artifact-manifest', config: 'artifact-blob', layer: 'artifact-blob' },
} as const;

function manifestNode(survey: DumpSurvey, path: string, view: ManifestView, kind: ManifestClass): ManifestNode {
  const roles = ROLES[kind];
  const link = (descriptor: Descriptor, relation: 'config' | 'layer' | 'blob', role: 'config' | 'layer'): BlobLink => {
    const { digest, size, mediaType, pointer } = descriptor;
    if (digest === null) return { descriptor, path: null, reference: null };
    const target = survey.store.pathOf(digest);
    const info = mediaType === null ? null : mediaTypeInfo(mediaType);
    const optional = relation === 'layer' && (info?.foreign ?? false);
    const reference = survey.refer({
      from: path,
      pointer: `${pointer}/digest`,
      relation,
      digest,
      path: target,
      size,
      mediaType,
      optional,
    });
    survey.assign(target, roles[role], mediaType);
    return { descriptor, path: target, reference };
  };
  // manifest.json of a `dir:` got the role of an image by its name, before it was read.
  if (kind !== 'image' && survey.roles.get(path) === 'image-manifest') survey.roles.delete(path);
  survey.assign(path, roles.manifest, view.mediaType);
  referSubject(survey, path, view.subject);
  return {
    path,
    digest: survey.store.digestOf(path),
    view,
    class: kind,
    config: view.config ? link(view.config, 'config', 'config') : null,
    layers: view.layers.map((layer) => link(layer, kind === 'image' ? 'layer' : 'blob', 'layer')),
  };
}

/** Roles of what the indexes name; the descriptor's media type counts more than the document's own. */
function assignIndexRoles(survey: DumpSurvey, reached: ReachedManifests): void {
  for (const { entries } of reached.indexes.values()) {
    for (const { path, descriptor, attestation } of entries) {
      if (path === null) continue;
      if (descriptor.mediaType !== null && (reached.indexes.has(path) || reached.manifests.has(path))) {
        survey.mediaTypes.set(path, descriptor.mediaType);
      }
      if (reached.indexes.has(path)) survey.assign(path, 'image-index', descriptor.mediaType);
      else if (attestation) survey.assign(path, 'attestation', descriptor.mediaType);
      else survey.assign(path, 'artifact-blob', descriptor.mediaType);
    }
  }
}

/** The config of an attestation repeats its statements as diff IDs; each statement names the image it speaks of. */
function referStatements(survey: DumpSurvey, node: ManifestNode): void {
  const config = survey.loader.documents.get(node.config?.path ?? '');
  itemsOf(member(member(config?.root, 'rootfs'), 'diff_ids')).forEach((item, i) => {
    const digest = stringOf(item);
    const target = node.layers[i]?.path ?? null;
    if (config && digest !== null)
      survey.refer({ from: config.path, pointer: `/rootfs/diff_ids/${i}`, relation: 'diff-id', digest, path: target });
  });
  for (const { path } of node.layers) {
    const statement = path === null ? undefined : survey.loader.documents.get(path);
    if (!statement) continue;
    itemsOf(member(statement.root, 'subject')).forEach((subject, i) => {
      for (const { key, value } of membersOf(member(subject, 'digest'))) {
        const encoded = stringOf(value);
        if (encoded === null) continue;
        const digest = `${key.value}:${encoded}`;
        const pointer = pointerOf(`/subject/${i}/digest`, key.value);
        const target = survey.store.manifestPathOf(digest);
        survey.refer({ from: statement.path, pointer, relation: 'attests', digest, path: target, optional: true });
      }
    });
  }
}
