import type { HistoryEntry } from '../../oci/config.ts';
import { buildahSteps } from './buildah-traces.ts';
import { PAUSE_MS, pauseMs } from './step-pause.ts';
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
  | 'crane'
  | 'debuerreotype'
  | 'microsoft'
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
  crane: 'crane',
  debuerreotype: 'debuerreotype, which builds Debian’s base images',
  microsoft: 'Microsoft’s own tools, which make the base images of Windows',
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
  { producer: 'microsoft', test: ({ by }) => /^(?:Apply image|Install update) \d/.test(by) },
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
  { producer: 'crane', test: ({ by }) => /^crane (?:append|flatten|mutate|rebase)\b/.test(by) },
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
 * @param cmd of the config, which docker commit takes over from the container, as it does into its entry; absent when not known
 * @see DIALECTS.md §11, "created_by per producer"
 */
export function historyMakers(history: readonly HistoryEntry[], cmd?: readonly string[] | null): Maker[] {
  const buildah = buildahSteps(history);
  const shells = new Set<string>();
  const found = history.map((entry, i): Maker | null => {
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
    if (producer === 'classic' && buildah.has(i)) return { producer: 'buildah', isSure: true };
    // Without its author nothing but the form of the line is kaniko's.
    return { producer, isSure: producer !== 'kaniko' || texts.author === 'kaniko' };
  });
  const around = builderAround(history, found, cmd);
  return found.map((maker, i) => {
    if (maker) return maker;
    const builder = around[i] ?? null;
    if (builder !== null) return { producer: builder, isSure: false };
    return { producer: (history[i]?.createdBy ?? '').trim() === '' ? 'unknown' : 'commit', isSure: true };
  });
}

export const historyProducers = (history: readonly HistoryEntry[], cmd?: readonly string[] | null): Producer[] =>
  historyMakers(history, cmd).map(({ producer }) => producer);

/**
 * For entries without traces: the classic builder or buildah where their steps stand behind them, or before them at the end
 * of the history. A RUN with a list leaves nothing but its words there. So does docker commit, which may add a comment, comes
 * after a pause, or leaves its words in the config as the command too.
 */
function builderAround(
  history: readonly HistoryEntry[],
  found: readonly (Maker | null)[],
  cmd: readonly string[] | null | undefined,
): (Producer | null)[] {
  const around: (Producer | null)[] = found.map(() => null);
  for (let start = 0; start < found.length; start++) {
    if (found[start]) continue;
    let end = start;
    while (end < found.length && !found[end]) end += 1;
    const entries = history.slice(start, end);
    const builder = found[end === found.length ? start - 1 : end]?.producer;
    const neighbour = history[end === found.length ? start - 1 : end];
    // The first step of all finds nothing there that could be run.
    const isOneRun =
      start > 0 &&
      (builder === 'classic' || builder === 'buildah') &&
      entries.every(({ comment, author }) => !comment && author === neighbour?.author) &&
      (end < found.length
        ? isWithoutPause(history.slice(start, end + 1))
        : cmd !== undefined &&
          isWithoutPause(history.slice(start - 1)) &&
          entries.every(({ createdBy }) => createdBy?.trim() !== (cmd ?? []).join(' ').trim()));
    if (isOneRun) around.fill(builder, start, end);
    start = end;
  }
  return around;
}

const isWithoutPause = (entries: readonly HistoryEntry[]): boolean =>
  entries.every((entry, i) => i === 0 || pauseMs(entries[i - 1], entry) < PAUSE_MS);

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
