import type { ConfigView, HistoryEntry } from '../../oci/config.ts';
import { notedBase } from './buildah-traces.ts';
import { historyProducers, isWindowsShell } from './history-producer.ts';
import type { Producer } from './history-producer.ts';
import { PAUSE_MS, pauseMs } from './step-pause.ts';

/** Where the base image ends, as far as traces tell. */
export interface BaseBoundary {
  /** History entries below this index are the base image's; 0: none of them. */
  readonly end: number;
  /** Its name where something says it; `scratch` when there is no trace of one. */
  readonly name: string | null;
  /** Why we think so: a sentence. */
  readonly reason: string;
}

const BASE_NAME = 'org.opencontainers.image.base.name';
/** What counts as enough: one strong trace, or two weak ones. */
const ENOUGH = 2;

/**
 * Looks for the end of the base image in a history. buildah writes it down; else a change of builder, a root file system with
 * a shell as its command, a command in the midst of the steps, and a long pause are the traces. Layers that the history does
 * not reach are another tool's.
 * @param annotations of the manifest: they may name the base image
 */
export function findBaseBoundary(
  config: ConfigView,
  producers: readonly Producer[] = historyProducers(config.history ?? [], config.run.cmd),
  annotations: ReadonlyMap<string, string> = new Map(),
): BaseBoundary {
  const history = config.history ?? [];
  const labelled = annotations.get(BASE_NAME) ?? config.run.labels.get(BASE_NAME) ?? null;
  if (isBuiltUpon(config, producers)) {
    const name = labelled ?? baseName(config, history);
    return { end: history.length, name, reason: 'The history says nothing of the layers above this point.' };
  }
  const noted = notedBase(history);
  // What another builder put on top has that image as a part of its base.
  const isTop =
    noted && !producers.some((producer, i) => i > noted.end && producer !== 'buildah' && BUILDERS.has(producer));
  if (isTop) return { ...noted, reason: 'The builder noted the base image beside its steps.' };
  const lastLayerStep = history.findLastIndex(({ emptyLayer }) => !emptyLayer);
  const firstLayerStep = history.findIndex(({ emptyLayer }) => !emptyLayer);
  const secondLayerStep = history.findIndex(({ emptyLayer }, i) => !emptyLayer && i > firstLayerStep);
  for (let end = history.length - 1; end > 0; end--) {
    const traces = tracesAt(history, producers, end, { lastLayerStep, secondLayerStep });
    if (traces.reduce((sum, { weight }) => sum + weight, 0) < ENOUGH) continue;
    const reason = `Above this point ${traces.map(({ words }) => words).join(', and ')}.`;
    return { end, name: labelled ?? baseName(config, history.slice(0, end)), reason };
  }
  if (labelled) return { end: 0, name: labelled, reason: 'A label names it; where its steps end cannot be told.' };
  return { end: 0, name: 'scratch', reason: 'Nothing in the history tells of a base image.' };
}

const BUILDERS: ReadonlySet<Producer> = new Set<Producer>([
  'buildkit',
  'classic',
  'buildah',
  'kaniko',
  'debuerreotype',
]);

/** Tools such as rules_oci of Bazel put layers on an image and leave its history as it is; builders of Dockerfiles never do. */
function isBuiltUpon({ history, diffIds }: ConfigView, producers: readonly Producer[]): boolean {
  const told = (history ?? []).filter(({ emptyLayer }) => !emptyLayer).length;
  return told > 0 && diffIds.length > told && producers.some((producer) => BUILDERS.has(producer));
}

interface BoundaryTrace {
  readonly weight: number;
  readonly words: string;
}

function tracesAt(
  history: readonly HistoryEntry[],
  producers: readonly Producer[],
  end: number,
  { lastLayerStep, secondLayerStep }: { readonly lastLayerStep: number; readonly secondLayerStep: number },
): BoundaryTrace[] {
  const [last, next] = [history[end - 1], history[end]];
  if (!last || !next) return [];
  const traces: BoundaryTrace[] = [];
  if (producers[end - 1] !== producers[end] && producers[end] !== 'squash') {
    traces.push({ weight: 2, words: 'another tool wrote the steps' });
  }
  const isCommand = instructionOf(last) === 'CMD' || instructionOf(last) === 'ENTRYPOINT';
  // CMD and ENTRYPOINT often stand together at the end of a Dockerfile, with nothing but settings behind them.
  if (isCommand && lastLayerStep >= end) {
    if (isRootFileSystem(history[0]) && end <= secondLayerStep)
      traces.push({ weight: 2, words: 'a root file system is added and its command set' });
    else traces.push({ weight: 1, words: 'the last step sets the command, as Dockerfiles end' });
  }
  if (pauseMs(last, next) >= PAUSE_MS) traces.push({ weight: 1, words: 'the steps are at least an hour older' });
  return traces;
}

function instructionOf({ createdBy }: HistoryEntry): string {
  const text = (createdBy ?? '').trim();
  if (isWindowsShell(text) && !text.slice(0, 400).includes('#(nop)')) return 'RUN';
  return (/#\(nop\)\s+(\w+)/.exec(text.slice(0, 400))?.[1] ?? /^(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
}

/** The first step adds one archive onto the empty root. */
function isRootFileSystem(first: HistoryEntry | undefined): boolean {
  const text = first?.createdBy ?? '';
  return /ADD file:[0-9a-f]{64} in \/\s*$|^ADD \S+\.tar\S* \/(?: # buildkit)?$|^# debian\.sh/.test(text);
}

/** Names of the common ones stand in their steps. */
function baseName(config: ConfigView, steps: readonly HistoryEntry[]): string | null {
  for (const { createdBy } of steps) {
    const text = createdBy ?? '';
    const alpine = /^ADD alpine-minirootfs-([\d.]+)-/.exec(text)?.[1];
    if (alpine) return `alpine:${alpine}`;
    const suite = /^# debian\.sh[^]*? out\/ '([a-z]+)'/.exec(text)?.[1];
    if (suite) return `debian:${suite}`;
    if (/LABEL org\.opencontainers\.image\.ref\.name=ubuntu\b/.test(text)) {
      const version = config.run.labels.get('org.opencontainers.image.version');
      return version ? `ubuntu:${version}` : 'ubuntu';
    }
  }
  return null;
}
