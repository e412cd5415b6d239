import type { HistoryEntry } from '../../oci/config.ts';
import { shellOfStep } from './step-shell.ts';

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
  { producer: 'kaniko', test: ({ by, author }) => author === 'kaniko' || (INSTRUCTION.test(by) && !isShellStep(by)) },
  { producer: 'classic', test: ({ by }) => isShellStep(by) },
];

/** Who wrote a history entry. */
export interface Maker {
  readonly producer: Producer;
  /** Its own traces say so; else it follows from the form of its text, or from the entries around it. */
  readonly isSure: boolean;
}

/** In the words of a sentence or a table. */
export const makerWords = ({ producer, isSure }: Maker): string =>
  isSure ? PRODUCER_NAMES[producer] : `most likely ${PRODUCER_NAMES[producer]}`;

/**
 * Who wrote each history entry, by its traces: no field says so. Entries of a base image keep those of its builder.
 * @see DIALECTS.md §11, "created_by per producer"
 */
export function historyMakers(history: readonly HistoryEntry[]): Maker[] {
  let isBuildah = false;
  const shells = new Set<string>();
  const found = history.map((entry): Maker | null => {
    const texts = {
      by: (entry.createdBy ?? '').trim(),
      comment: entry.comment ?? '',
      author: entry.author ?? '',
      created: entry.created ?? '',
    };
    const shell = shellOfStep(texts.by);
    if (shell !== null) shells.add(shell);
    const traced = TRACES.find(({ test }) => test(texts))?.producer ?? null;
    const isNamed = traced !== null && (traced !== 'kaniko' || texts.author === 'kaniko');
    const producer = !isNamed && beginsWithAny(texts.by, shells) ? 'classic' : traced;
    if (producer === null) return null;
    if (producer === 'buildah') isBuildah = true;
    // Both write steps alike; buildah alone notes where the base image ends.
    if (producer === 'classic' && isBuildah) return { producer: 'buildah', isSure: true };
    // Without its author nothing but the form of the line is kaniko's.
    return { producer, isSure: producer !== 'kaniko' || texts.author === 'kaniko' };
  });
  const around = builderAround(history, found);
  return found.map((maker, i) => {
    if (maker) return maker;
    const builder = around[i] ?? null;
    if (builder !== null) return { producer: builder, isSure: false };
    return { producer: (history[i]?.createdBy ?? '').trim() === '' ? 'unknown' : 'commit', isSure: true };
  });
}

export const historyProducers = (history: readonly HistoryEntry[]): Producer[] =>
  historyMakers(history).map(({ producer }) => producer);

/** What waits longer than this was not built in one go. */
export const PAUSE_MS = 3_600_000;

/**
 * For entries without traces: the classic builder or buildah where entries of theirs stand on both sides. A RUN with a list
 * leaves nothing but its words there, while docker commit adds the last entry, or one with a comment, or after a pause.
 */
function builderAround(history: readonly HistoryEntry[], found: readonly (Maker | null)[]): (Producer | null)[] {
  const around: (Producer | null)[] = found.map(() => null);
  for (let start = 0; start < found.length; start++) {
    if (found[start]) continue;
    let end = start;
    while (end < found.length && !found[end]) end += 1;
    const builder = found[start - 1]?.producer;
    const isOneRun =
      (builder === 'classic' || builder === 'buildah') &&
      found[end]?.producer === builder &&
      history.slice(start, end).every(({ comment, author }) => !comment && author === history[start - 1]?.author) &&
      history.slice(start, end + 1).every((entry, i) => pauseMs(history[start + i - 1], entry) < PAUSE_MS);
    if (isOneRun) around.fill(builder, start, end);
    start = end;
  }
  return around;
}

/** Between two entries; 0 where a date is missing. */
export function pauseMs(last: HistoryEntry | undefined, next: HistoryEntry | undefined): number {
  const pause = Date.parse(next?.created ?? '') - Date.parse(last?.created ?? '');
  return Number.isNaN(pause) ? 0 : pause;
}

/** More of them, or longer ones, are nobody's. */
const MOST_SHELLS = 50;

/** Steps of the classic builder begin with the shell of the last SHELL, whatever that is. */
function beginsWithAny(by: string, shells: ReadonlySet<string>): boolean {
  let left = MOST_SHELLS;
  for (const shell of shells) {
    if (left-- === 0) return false;
    if (by.startsWith(`${shell} `)) return true;
  }
  return false;
}

const isBuildpacks = (by: string): boolean =>
  /^(?:Application Layer|Application Slice|Buildpacks |Software Bill-of-Materials|Layer: )/.test(by);

/** The shell of Windows is named like an instruction. */
export const isWindowsShell = (line: string): boolean => line.startsWith('cmd /S /C ');

function isShellStep(by: string): boolean {
  return (
    isWindowsShell(by) ||
    /^(?:\|\d+ |\/bin\/sh -c |\/bin\/bash |\/bin\/ash |powershell )/.test(by) ||
    by.includes(' #(nop) ')
  );
}
