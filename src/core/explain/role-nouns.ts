import type { FileRole } from '../dump/dump-model.ts';

/** What a file is, as a noun for the middle of a sentence. */
export const ROLE_NOUNS: Readonly<Record<FileRole, string>> = {
  'image-manifest': 'image manifest',
  'image-index': 'image index',
  'image-config': 'image config',
  layer: 'layer',
  'legacy-v1-config': 'old-style layer description',
  attestation: 'attestation',
  'artifact-manifest': 'artifact manifest',
  'artifact-blob': 'artifact content',
  'oci-layout': 'layout marker',
  index: 'index',
  'docker-manifest': 'list of images for docker load',
  repositories: 'list of names and tags',
  'legacy-version': 'version mark',
  'legacy-layer-json': 'old-style layer description',
  'skopeo-version': 'version mark',
  unreferenced: 'file that nothing names',
  foreign: 'file that is no part of the image',
};
