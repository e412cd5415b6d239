import type { DialectId } from '../dump/dump-model.ts';

/** Who wrote the files of a dump that only exist because it was saved, and when. */
export const SAVERS: Readonly<Record<DialectId, string>> = {
  'oci-layout': 'The tool that wrote this OCI layout: skopeo, podman, umoci or a like one.',
  artifact: 'The tool that stored the artifact, such as oras.',
  'buildkit-oci': 'BuildKit, at the end of a build (type=oci).',
  'docker-oci': 'A tool that writes Docker archives and OCI layouts in one.',
  'docker-25': 'Docker 25 or later with its classic store, at docker save.',
  containerd: 'containerd’s exporter: docker save with the containerd store, ctr images export or nerdctl save.',
  'buildkit-docker': 'BuildKit, at the end of a build (type=docker).',
  'docker-1.10': 'Docker 1.10 to 24, at docker save.',
  'skopeo-docker-archive': 'skopeo, podman or buildah, when writing a docker-archive.',
  'crane-tarball': 'crane or another tool made with go-containerregistry (ko, kaniko, Bazel).',
  jib: 'Jib, when building an image tar.',
  nix: 'Nix dockerTools or Bazel’s rules_docker.',
  'docker-1': 'Docker before 1.10, at docker save.',
  'skopeo-dir': 'skopeo or podman, when copying to a folder (dir:).',
  'blobs-only': 'The tool that wrote the layout this is a part of.',
  sif: 'Singularity or Apptainer.',
  rootfs: 'docker export, or whatever unpacked this file tree.',
  unknown: 'Not known.',
};
