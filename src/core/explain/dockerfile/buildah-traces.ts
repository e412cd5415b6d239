import type { HistoryEntry } from '../../oci/config.ts';
import { PAUSE_MS, pauseMs } from './step-pause.ts';

/** A settings step behind `#(nop)`; ADD, COPY and WORKDIR are left out, which Docker writes with one blank too. */
const SETTING =
  /#\(nop\)(\s+)(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME) /;
/** Docker wrote one blank as well until 1.12 of 2016; buildah is from 2018. */
const ONE_BLANK_IS_BUILDAH = Date.parse('2018-01-01T00:00:00Z');
/** A commit in the midst of a build is named by the first digits of its image ID. */
const INTERMEDIATE = /^[0-9a-f]{12}$/;

/** The image that buildah notes with a step: `FROM <name>`, or `FROM <12 digits>` in the midst of a build; null without one. */
export function notedImage({ comment }: HistoryEntry): string | null {
  return comment?.startsWith('FROM ') ? comment.slice('FROM '.length).trim() : null;
}

/** The step before was committed by the same build: buildah before 1.31 notes that image with each step of `--layers`. */
export const isIntermediate = (name: string | null): boolean => name !== null && INTERMEDIATE.test(name);

/**
 * Whose a step is by the blanks behind `#(nop)`: two are the classic builder's, one is buildah's, at least since 2018.
 * @returns null where the text does not tell
 * @see moby/moby builder/dockerfile/internals.go, withCmdComment; containers/buildah imagebuildah/stage_executor.go, getCreatedBy
 */
export function writerByBlanks({ createdBy, created }: HistoryEntry): 'classic' | 'buildah' | null {
  const blanks = SETTING.exec((createdBy ?? '').slice(0, 400))?.[1];
  if (blanks === undefined) return null;
  if (blanks.length > 1) return 'classic';
  return Date.parse(created ?? '') >= ONE_BLANK_IS_BUILDAH ? 'buildah' : null;
}

const isShellStep = ({ createdBy }: HistoryEntry): boolean => /^(?:\|\d+ |\/bin\/sh -c )/.test(createdBy ?? '');

/** It would make a layer of its own, were each step to have one. */
const changesFiles = (entry: HistoryEntry): boolean =>
  isShellStep(entry) && !/#\(nop\)\s+(?!ADD |COPY )/.test((entry.createdBy ?? '').slice(0, 400));

/**
 * The first step of a build without a layer for each step (`--layers=false`, `--squash`): all of its steps are said to have
 * no layer but the last, whatever that one did. Null where the step at `last` ends no such build.
 */
export function flattenedFrom(history: readonly HistoryEntry[], last: number): number | null {
  const end = history[last];
  if (!end || end.emptyLayer || !isShellStep(end)) return null;
  let first = last;
  while (first > 0) {
    const [entry, before] = [history[first], history[first - 1]];
    // buildah since 1.31 notes the base image with the first step, the older ones with the last.
    if (!entry || (first < last && notedImage(entry) !== null) || !before?.emptyLayer || !isShellStep(before)) break;
    if (writerByBlanks(before) === 'classic' || isIntermediate(notedImage(before))) break;
    if (pauseMs(before, entry) >= PAUSE_MS) break;
    first -= 1;
  }
  if (writerByBlanks(end) === 'buildah') return first;
  // The classic builder notes no image, and no layer with a RUN that changed nothing.
  const isNoted = notedImage(end) !== null || notedImage(history[first] ?? end) !== null;
  return isNoted && history.slice(first, last).some(changesFiles) ? first : null;
}

/**
 * Steps of buildah among those that the classic builder writes alike: those with traces of its own, and those behind them
 * that tell nothing. Of those before the first trace it is the first step alone, where the second was built on it.
 */
export function buildahSteps(history: readonly HistoryEntry[]): ReadonlySet<number> {
  const steps = new Set<number>();
  let writer: 'classic' | 'buildah' | null = null;
  history.forEach((entry, i) => {
    const noted = notedImage(entry);
    const flat = flattenedFrom(history, i);
    const blanks = writerByBlanks(entry);
    const isOwn = noted !== null || flat !== null || entry.createdBy?.trim() === '/bin/sh';
    const found = isOwn ? 'buildah' : blanks;
    if (found === 'buildah') {
      const isUntold = writer === null && noted === null;
      const first = flat ?? (isUntold || (i === 1 && isIntermediate(noted)) ? 0 : i);
      for (let step = first; step < i; step++) steps.add(step);
    }
    writer = found ?? writer;
    if (writer === 'buildah') steps.add(i);
  });
  return steps;
}

/** Where a base image ends by what buildah noted, as far as it says so; `name` null: what was noted is no name. */
export function notedBase(
  history: readonly HistoryEntry[],
): { readonly end: number; readonly name: string | null } | null {
  const notes = history.map(notedImage);
  const named = notes.findLastIndex((name) => name !== null && !isIntermediate(name));
  if (named >= 0) {
    // Of a build in one layer the older ones note it with the last step.
    const end = flattenedFrom(history, named) ?? named;
    return { end, name: notes[named] || null };
  }
  const first = notes.findIndex(isIntermediate);
  // Behind one step it is the build's own; behind several, a base image that was named by its ID.
  return first > 1 ? { end: first, name: null } : null;
}
