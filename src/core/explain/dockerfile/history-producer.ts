import type { HistoryEntry } from '../../oci/config.ts';

/** What writes history entries; `shell`: classic builder or buildah, which write alike. */
export type Producer =
  | 'buildkit'
  | 'classic'
  | 'buildah'
  | 'kaniko'
  | 'ko'
  | 'jib'
  | 'bazel'
  | 'nix'
  | 'buildpacks'
  | 'apko'
  | 'umoci'
  | 'debuerreotype'
  | 'commit'
  | 'import'
  | 'squash'
  | 'unknown';

export const PRODUCER_NAMES: Readonly<Record<Producer, string>> = {
  buildkit: 'BuildKit',
  classic: 'Docker’s classic builder',
  buildah: 'buildah or podman',
  kaniko: 'kaniko',
  ko: 'ko',
  jib: 'Jib',
  bazel: 'Bazel',
  nix: 'Nix',
  buildpacks: 'Cloud Native Buildpacks',
  apko: 'apko',
  umoci: 'umoci',
  debuerreotype: 'debuerreotype, which builds Debian’s base images',
  commit: 'docker commit, or a tool without traces of its own',
  import: 'docker import',
  squash: 'docker build --squash',
  unknown: 'an unknown tool',
};

interface Trace {
  readonly producer: Producer;
  readonly test: (texts: { by: string; comment: string; author: string; created: string }) => boolean;
}

const INSTRUCTION =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR) /i;

/** The first that fits. Comments and authors come before the step's own text, which can say anything. */
const TRACES: readonly Trace[] = [
  { producer: 'buildkit', test: ({ by, comment }) => comment.startsWith('buildkit.') || by.endsWith('# buildkit') },
  {
    producer: 'debuerreotype',
    test: ({ by, comment }) => comment.startsWith('debuerreotype') || by.startsWith('# debian.sh'),
  },
  { producer: 'squash', test: ({ comment }) => /^merge sha256:[0-9a-f]{64} to /.test(comment) },
  { producer: 'import', test: ({ comment }) => comment.startsWith('Imported from ') },
  { producer: 'nix', test: ({ by, comment }) => by === '' && comment.startsWith('store paths: [') },
  {
    producer: 'apko',
    test: ({ by, comment, author }) => author === 'apko' || by === 'apko' || comment.includes('apko single-layer'),
  },
  { producer: 'ko', test: ({ by, author }) => author === 'ko' || /^ko (?:build|publish) /.test(by) },
  { producer: 'jib', test: ({ by, author }) => author === 'Jib' || by.startsWith('jib-') },
  { producer: 'bazel', test: ({ by, author }) => author === 'Bazel' || /^bazel /.test(by) },
  { producer: 'umoci', test: ({ by }) => by.startsWith('umoci ') },
  { producer: 'buildpacks', test: ({ by, created }) => isBuildpacks(by) || created.startsWith('1980-01-01T00:00:01') },
  { producer: 'buildah', test: ({ by, comment }) => by === '/bin/sh' || comment.startsWith('FROM ') },
  { producer: 'kaniko', test: ({ by, author }) => author === 'kaniko' || INSTRUCTION.test(by) },
  { producer: 'classic', test: ({ by }) => isShellStep(by) },
];

/**
 * Who wrote each history entry, by its traces: no field says so. Entries of a base image keep those of its builder.
 * @see DIALECTS.md §11, "created_by per producer"
 */
export function historyProducers(history: readonly HistoryEntry[]): Producer[] {
  let isBuildah = false;
  return history.map((entry) => {
    const texts = {
      by: (entry.createdBy ?? '').trim(),
      comment: entry.comment ?? '',
      author: entry.author ?? '',
      created: entry.created ?? '',
    };
    const producer = TRACES.find(({ test }) => test(texts))?.producer;
    if (producer === 'buildah') isBuildah = true;
    // Both write steps alike; buildah alone notes where the base image ends.
    if (producer === 'classic' && isBuildah) return 'buildah';
    return producer ?? (texts.by === '' ? 'unknown' : 'commit');
  });
}

const isBuildpacks = (by: string): boolean =>
  /^(?:Application Layer|Application Slice|Buildpacks |Software Bill-of-Materials|Layer: )/.test(by);

function isShellStep(by: string): boolean {
  return (
    /^(?:\|\d+ |\/bin\/sh -c |\/bin\/bash |\/bin\/ash |cmd \/S \/C |powershell )/.test(by) || by.includes(' #(nop) ')
  );
}
