import type { JsonDocument, JsonNode } from '../json/json-node.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { DockerManifestEntry } from '../oci/docker-manifest.ts';
import { kindOfDocument } from '../oci/document-kind.ts';
import { readDockerManifest } from '../oci/docker-manifest.ts';
import type { DumpSurvey } from './dump-survey.ts';
import type { LayoutGraph } from './layout-graph.ts';
import type { V1Folders } from './walk-v1.ts';

/** What recognition looks at, gathered once. */
export interface DialectFacts {
  readonly survey: DumpSurvey;
  readonly folders: ReadonlySet<string>;
  readonly graph: LayoutGraph;
  readonly v1: V1Folders;
  /** Bytes of `oci-layout` as text, null when absent. */
  readonly marker: string | null;
  readonly hasMarker: boolean;
  readonly hasIndex: boolean;
  /** `mediaType` of index.json. */
  readonly indexMediaType: string | null;
  readonly indexEntries: readonly Descriptor[];
  /** What manifest.json is: Docker's list, one manifest or index as in a `dir:`, something else, or absent. */
  readonly manifestJson: 'list' | 'manifest' | 'other' | null;
  readonly dockerEntries: readonly DockerManifestEntry[];
  readonly hasRepositories: boolean;
  /** Blobs that look like Docker's legacy descriptions. */
  readonly legacyBlobs: readonly JsonDocument[];
  readonly hasBlobs: boolean;
}

export function gatherFacts(
  survey: DumpSurvey,
  folders: ReadonlySet<string>,
  graph: LayoutGraph,
  v1: V1Folders,
  legacyBlobs: readonly JsonDocument[],
): DialectFacts {
  const { documents } = survey.loader;
  const marker = documents.get('oci-layout');
  const manifest = documents.get('manifest.json');
  const index = graph.indexes.get('index.json');
  const manifestJson = manifest ? manifestShape(manifest, manifest.root) : null;
  return {
    survey,
    folders,
    graph,
    v1,
    marker: marker ? new TextDecoder().decode(marker.bytes.subarray(0, 256)) : null,
    hasMarker: survey.files.has('oci-layout'),
    hasIndex: survey.files.has('index.json'),
    indexMediaType: index?.view.mediaType ?? null,
    indexEntries: index?.entries.map(({ descriptor }) => descriptor) ?? [],
    manifestJson,
    dockerEntries: manifest && manifestJson === 'list' ? readDockerManifest(manifest).entries : [],
    hasRepositories: survey.files.has('repositories'),
    legacyBlobs,
    hasBlobs: folders.has('blobs'),
  };
}

function manifestShape(document: JsonDocument, root: JsonNode | null): 'list' | 'manifest' | 'other' {
  if (root?.kind === 'array') return 'list';
  const kind = kindOfDocument(document);
  return kind === 'manifest' || kind === 'index' || kind === 'schema1' || kind === 'ambiguous' ? 'manifest' : 'other';
}
