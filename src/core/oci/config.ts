import { stringOf } from '../json/json-access.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { pointerOf } from '../json/json-pointer.ts';
import { FieldReader } from './field-reader.ts';
import type { Platform } from './platform.ts';

export interface DiffIdField {
  /** As written; null when the item is no text. */
  readonly value: string | null;
  readonly pointer: string;
}

export interface HistoryEntry {
  readonly created: string | null;
  readonly createdBy: string | null;
  readonly author: string | null;
  readonly comment: string | null;
  /** Made no layer. */
  readonly emptyLayer: boolean;
  readonly pointer: string;
}

/** How a container of the image starts. Lists are null when absent. */
export interface RunConfig {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly env: readonly string[];
  readonly user: string | null;
  readonly workingDir: string | null;
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
  readonly stopSignal: string | null;
  readonly shell: readonly string[] | null;
  /** Windows: the first word is a piece of the command line, quotes and all, and no program's name alone. */
  readonly argsEscaped: boolean;
  readonly onBuild: readonly string[];
  readonly hasHealthcheck: boolean;
  /** Null when absent; fields of a wrong type are passed over. */
  readonly healthcheck: Healthcheck | null;
}

/** Docker's test whether a container is well. */
export interface Healthcheck {
  /** `NONE`, `CMD` and words, or `CMD-SHELL` and a line; empty: as the base image has it. */
  readonly test: readonly string[];
  /** Nanoseconds; null when absent. */
  readonly intervalNs: number | null;
  readonly timeoutNs: number | null;
  readonly startPeriodNs: number | null;
  readonly startIntervalNs: number | null;
  readonly retries: number | null;
}

/** An image config: how to run the image, from which layers it is made, and how it came to be. */
export interface ConfigView extends Platform {
  readonly created: string | null;
  readonly author: string | null;
  readonly comment: string | null;
  readonly dockerVersion: string | null;
  readonly rootfsType: string | null;
  /** `rootfs` is there and an object. */
  readonly hasRootfs: boolean;
  readonly diffIds: readonly DiffIdField[];
  /** Null when absent, which is legal. */
  readonly history: readonly HistoryEntry[] | null;
  readonly run: RunConfig;
  /** Pointers of known fields that are of a wrong type. */
  readonly wrong: readonly string[];
}

/** Reads an image config, OCI or Docker; never throws. @see OCI image-spec, config.md */
export function readConfig(document: JsonDocument): ConfigView {
  const fields = new FieldReader(document.root ?? undefined, '');
  const rootfs = fields.object('rootfs');
  return {
    os: fields.string('os'),
    architecture: fields.string('architecture'),
    variant: fields.string('variant'),
    osVersion: fields.string('os.version'),
    osFeatures: fields.strings('os.features') ?? [],
    created: fields.string('created'),
    author: fields.string('author'),
    comment: fields.string('comment'),
    dockerVersion: fields.string('docker_version'),
    rootfsType: rootfs.string('type'),
    hasRootfs: rootfs.node?.kind === 'object',
    diffIds: readDiffIds(rootfs),
    history: fields.field('history') ? readHistory(fields) : null,
    run: readRunConfig(fields.object('config')),
    wrong: fields.wrong,
  };
}

function readDiffIds(rootfs: FieldReader): DiffIdField[] {
  return rootfs.items('diff_ids').map((item, i) => {
    const pointer = pointerOf(rootfs.at('diff_ids'), i);
    const value = stringOf(item);
    if (value === null) rootfs.wrong.push(pointer);
    return { value, pointer };
  });
}

function readHistory(fields: FieldReader): HistoryEntry[] {
  return fields.items('history').map((item, i) => {
    const entry = new FieldReader(item, pointerOf(fields.at('history'), i), fields.wrong);
    return {
      created: entry.string('created'),
      createdBy: entry.string('created_by'),
      author: entry.string('author'),
      comment: entry.string('comment'),
      emptyLayer: entry.boolean('empty_layer'),
      pointer: entry.pointer,
    };
  });
}

/** The `config` object of an image config or of a legacy v1 description: both have the same fields. */
export function readRunConfig(fields: FieldReader): RunConfig {
  return {
    entrypoint: fields.strings('Entrypoint'),
    cmd: fields.strings('Cmd'),
    env: fields.strings('Env') ?? [],
    user: fields.string('User'),
    workingDir: fields.string('WorkingDir'),
    exposedPorts: fields.keys('ExposedPorts'),
    volumes: fields.keys('Volumes'),
    labels: fields.stringMap('Labels'),
    stopSignal: fields.string('StopSignal'),
    shell: fields.strings('Shell'),
    argsEscaped: fields.boolean('ArgsEscaped'),
    onBuild: fields.strings('OnBuild') ?? [],
    hasHealthcheck: fields.field('Healthcheck') !== undefined,
    healthcheck: readHealthcheck(fields),
  };
}

function readHealthcheck(run: FieldReader): Healthcheck | null {
  const node = run.field('Healthcheck');
  if (node?.kind !== 'object') return null;
  const fields = new FieldReader(node, run.at('Healthcheck')); // with a list of faults of its own: nobody reports these
  return {
    test: fields.strings('Test') ?? [],
    intervalNs: fields.count('Interval'),
    timeoutNs: fields.count('Timeout'),
    startPeriodNs: fields.count('StartPeriod'),
    startIntervalNs: fields.count('StartInterval'),
    retries: fields.count('Retries'),
  };
}

/** What a container would run: entry point and command in one list, as the runtime joins them; null when there is neither. */
export function commandOf(run: RunConfig): readonly string[] | null {
  const words = [...(run.entrypoint ?? []), ...(run.cmd ?? [])];
  return words.length > 0 ? words : null;
}
