import type { Rule } from './define-rule.ts';
import { ambiguousManifests } from './rules/ambiguous-manifests.ts';
import { announcedKinds, mixedTypes } from './rules/announced-kinds.ts';
import { archiveFaults } from './rules/archive-faults.ts';
import { artifacts } from './rules/artifacts.ts';
import { attestations } from './rules/attestations.ts';
import { blobDigests, blobNames, blobSizes } from './rules/blob-content.ts';
import { configSecrets } from './rules/config-secrets.ts';
import { configs } from './rules/configs.ts';
import { descriptorContent } from './rules/descriptor-content.ts';
import { descriptorFields, mediaTypes } from './rules/descriptor-fields.ts';
import { diffIds, layerCounts } from './rules/diff-ids.ts';
import { digests } from './rules/digests.ts';
import { dockerFiles, dockerLayerPaths, dockerManifest } from './rules/docker-manifest.ts';
import { dockerAndOci } from './rules/docker-oci.ts';
import { dumpShape, plainFiles, strayFiles, unreadFiles } from './rules/dump-shape.ts';
import { indexCycles, nestedIndexes } from './rules/index-cycles.ts';
import { indexPlatforms } from './rules/index-platforms.ts';
import { jsonSyntax } from './rules/json-syntax.ts';
import { jsonTypes } from './rules/json-types.ts';
import { entryAttributes } from './rules/layer-attributes.ts';
import { layerEntries } from './rules/layer-entries.ts';
import { hardlinks, symlinks } from './rules/layer-links.ts';
import { parents } from './rules/layer-parents.ts';
import { deletedSecrets } from './rules/layer-secrets.ts';
import { layerSources } from './rules/layer-sources.ts';
import { encryptedLayers, layerStreams } from './rules/layer-streams.ts';
import { whiteouts } from './rules/layer-whiteouts.ts';
import { layoutParts, topIndex } from './rules/layout.ts';
import { absentPlatforms, neededBlobs } from './rules/missing-blobs.ts';
import { nothingRecognised } from './rules/nothing-recognised.ts';
import { partTypes } from './rules/part-types.ts';
import { referenceNames } from './rules/reference-names.ts';
import { repositoriesFile, repoTags } from './rules/repo-tags.ts';
import { schemaVersion } from './rules/schema-version.ts';
import { foreignLayers, unreferencedBlobs } from './rules/unreferenced-blobs.ts';
import { dirVersion, v1Parents } from './rules/v1-parents.ts';

/** All rules in the order in which they run: from the outside of a dump to its inside. */
export const RULES: readonly Rule[] = [
  nothingRecognised,
  archiveFaults,
  dumpShape,
  layoutParts,
  topIndex,
  indexCycles,
  nestedIndexes,
  plainFiles,
  unreadFiles,
  strayFiles,
  jsonSyntax,
  jsonTypes,
  schemaVersion,
  ambiguousManifests,
  partTypes,
  descriptorFields,
  mediaTypes,
  digests,
  descriptorContent,
  announcedKinds,
  mixedTypes,
  neededBlobs,
  absentPlatforms,
  blobDigests,
  blobSizes,
  blobNames,
  unreferencedBlobs,
  foreignLayers,
  artifacts,
  referenceNames,
  indexPlatforms,
  attestations,
  configs,
  configSecrets,
  layerCounts,
  diffIds,
  layerStreams,
  encryptedLayers,
  layerEntries,
  entryAttributes,
  symlinks,
  hardlinks,
  parents,
  deletedSecrets,
  whiteouts,
  dockerManifest,
  dockerFiles,
  dockerLayerPaths,
  repoTags,
  repositoriesFile,
  layerSources,
  dockerAndOci,
  v1Parents,
  dirVersion,
];
