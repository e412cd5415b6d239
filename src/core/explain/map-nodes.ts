import type { DumpFile, DumpModel, FileRole, Reference, Relation } from '../dump/dump-model.ts';
import type { MapColumn, MapFileNode } from './map-graph.ts';
import { missingFiles, missingRole } from './missing-files.ts';

const COLUMN_OF_ROLE: Readonly<Partial<Record<FileRole, MapColumn>>> = {
  index: 'entry',
  'oci-layout': 'entry',
  'docker-manifest': 'entry',
  repositories: 'entry',
  'skopeo-version': 'entry',
  'image-index': 'index',
  'image-manifest': 'manifest',
  'artifact-manifest': 'manifest',
  'image-config': 'config',
  'legacy-layer-json': 'config',
  layer: 'layer',
};

const COLUMN_OF_RELATION: Readonly<Partial<Record<Relation, MapColumn>>> = {
  manifest: 'manifest',
  subject: 'manifest',
  attests: 'manifest',
  config: 'config',
};

/** Where a dump is read from. */
const ENTRY_ROLES: ReadonlySet<FileRole> = new Set([
  'index',
  'docker-manifest',
  'repositories',
  'oci-layout',
  'skopeo-version',
]);
/** Read first where a dump has no entry point, or is one itself. */
const ROOT_ROLES: ReadonlySet<FileRole> = new Set([
  'image-index',
  'image-manifest',
  'artifact-manifest',
  'attestation',
  'legacy-layer-json',
]);

/** Id of the target of a reference; a malformed digest gets a place of its own. */
export const targetId = ({ from, pointer, path }: Reference): string => path ?? `malformed:${from}#${pointer}`;

/** One node for each file and each missing file, in reading order: what an entry point names first comes first. */
export function mapNodes(model: DumpModel): MapFileNode[] {
  const bySource = new Map<string, Reference[]>();
  const firstTo = new Map<string, Reference>();
  for (const reference of model.references) {
    const own = bySource.get(reference.from);
    if (own) own.push(reference);
    else bySource.set(reference.from, [reference]);
    const id = targetId(reference);
    if (!firstTo.has(id)) firstTo.set(id, reference);
  }
  const candidates = new Map<string, Omit<MapFileNode, 'onQuay'>>();
  const layers = layerNumbers(model);
  for (const file of model.files) candidates.set(file.path, fileNode(file, firstTo.get(file.path), layers));
  for (const missing of missingFiles(model)) {
    const column = columnOf(missing.role, firstTo.get(missing.path));
    candidates.set(missing.path, {
      ...missing,
      id: missing.path,
      kind: 'missing',
      column,
      written: null,
      layer: layers.get(missing.path) ?? null,
    });
  }
  for (const [id, reference] of firstTo) {
    if (reference.path === null) candidates.set(id, malformedNode(id, reference));
  }
  const reached = reachedFrom(rootsOf(model, bySource, firstTo), bySource);
  const nodes: MapFileNode[] = [];
  for (const id of reached) {
    const node = candidates.get(id);
    if (node) nodes.push({ ...node, onQuay: false });
  }
  for (const [id, node] of candidates) if (!reached.has(id)) nodes.push({ ...node, onQuay: true });
  return nodes;
}

function fileNode(
  file: DumpFile,
  first: Reference | undefined,
  layers: ReadonlyMap<string, number>,
): Omit<MapFileNode, 'onQuay'> {
  const { path, role, mediaType, size } = file;
  const layer = layers.get(path) ?? (file.resolvesTo === null ? undefined : layers.get(file.resolvesTo)) ?? null;
  return {
    id: path,
    kind: 'file',
    column: columnOf(role, first),
    role,
    mediaType,
    size,
    path,
    written: null,
    layer,
    optional: false,
  };
}

function malformedNode(id: string, reference: Reference): Omit<MapFileNode, 'onQuay'> {
  const role = missingRole(reference);
  const { digest, mediaType, size, optional } = reference;
  return {
    id,
    kind: 'missing',
    column: columnOf(role, reference),
    role,
    mediaType,
    size,
    path: null,
    written: digest,
    layer: null,
    optional,
  };
}

/** Attestations and artifacts have manifests, configs and blobs too: how they are named tells which is which. */
function columnOf(role: FileRole, first: Reference | undefined): MapColumn {
  return COLUMN_OF_ROLE[role] ?? (first ? COLUMN_OF_RELATION[first.relation] : undefined) ?? 'layer';
}

function layerNumbers({ images }: DumpModel): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const { layers } of images) layers.forEach(({ path }, i) => !numbers.has(path) && numbers.set(path, i + 1));
  return numbers;
}

/** The layout's own entry points first, then Docker's, then manifests that nobody names, as in a `dir:` or a lone `blobs`. */
function rootsOf(
  model: DumpModel,
  bySource: ReadonlyMap<string, Reference[]>,
  firstTo: ReadonlyMap<string, Reference>,
): string[] {
  const order: readonly FileRole[] = [...ENTRY_ROLES];
  const entries = model.files
    .filter(({ role }) => ENTRY_ROLES.has(role))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const others = model.files.filter(({ path, role }) => {
    if (!ROOT_ROLES.has(role) || firstTo.has(path)) return false;
    // Old layer descriptions beside a manifest.json only know their parents: nobody reads them there.
    return role !== 'legacy-layer-json' || (bySource.get(path)?.some(({ relation }) => relation === 'layer') ?? false);
  });
  return [...entries, ...others].map(({ path }) => path);
}

/** Breadth first, so that the layers of an image stay together and in order. Circles end. */
function reachedFrom(roots: readonly string[], bySource: ReadonlyMap<string, Reference[]>): ReadonlySet<string> {
  const reached = new Set(roots);
  for (const id of reached) for (const reference of bySource.get(id) ?? []) reached.add(targetId(reference));
  return reached;
}
