import type { ContainerKind, DialectId } from '../../core/dump/dump-model.ts';

/** The dialect in words. Who wrote it is `producer`, which says more. */
export const dialectWords: Record<DialectId, string> = {
  'oci-layout': 'OCI image layout',
  artifact: 'OCI image layout that holds an artifact',
  'buildkit-oci': 'OCI image layout, as BuildKit writes it',
  'docker-oci': 'OCI image layout with Docker media types',
  'docker-25': 'OCI layout and Docker archive, both at once',
  containerd: 'OCI layout and Docker archive, as containerd writes them',
  'buildkit-docker': 'Docker archive and OCI layout, as BuildKit writes them',
  'docker-1.10': 'Docker archive with a folder for each layer (Docker 1.10 to 24)',
  'skopeo-docker-archive': 'Docker archive, as skopeo and podman write it',
  'crane-tarball': 'Docker archive, as crane and ko write it',
  jib: 'Docker archive, as Jib writes it',
  nix: 'Docker archive, as Nix writes it',
  'docker-1': 'Docker’s first format, before manifest.json (up to 1.9)',
  'skopeo-dir': 'Folder in skopeo’s dir: layout',
  'blobs-only': 'Blobs without an entry point',
  sif: 'Apptainer image (SIF)',
  rootfs: 'Plain file system, not an image',
  unknown: 'Not recognised',
};

export const kindWords: Record<ContainerKind, string> = {
  folder: 'Folder',
  tar: 'Archive (tar)',
  'tar+gzip': 'Archive (tar, packed with gzip)',
  'tar+zstd': 'Archive (tar, packed with zstd)',
};
