import type { ConfigView, HistoryEntry } from '../../oci/config.ts';
import { counted, grouped } from '../plain-words.ts';
import { secretSpans } from '../../oci/secret-spans.ts';
import { findBaseBoundary } from './base-boundary.ts';
import type { BaseBoundary } from './base-boundary.ts';
import { pairTexts } from './build-arguments.ts';
import { configLines } from './config-lines.ts';
import type { DockerfileLayer, DockerfileLine } from './dockerfile-line.ts';
import { escapeOf } from './escape-character.ts';
import { historyMakers, makerWords, PRODUCER_NAMES } from './history-producer.ts';
import type { Producer } from './history-producer.ts';
import { readStep, SECRET_WARNING } from './read-step.ts';
import type { StepState } from './step-state.ts';
import { StepEffects } from './step-effects.ts';

const DEFAULT_SHELL = ['/bin/sh', '-c'];
/** Their entries are Dockerfile steps; of the others an entry is a remark on a layer. */
const BUILDERS: ReadonlySet<Producer> = new Set<Producer>(['buildkit', 'classic', 'buildah', 'kaniko']);
const NO_DOCKERFILE = 'No Dockerfile step is recorded; the layer is added as it is.';
const FROM_CONFIG = 'No step of the history sets it like this; the config does.';
const LIST_BY_NEIGHBOURS =
  'Guessed: a RUN with a list, which leaves nothing but its words in the history; the steps around it are of one builder. Where its words end is guessed too.';
const NO_LAYER = 'The history says that this made a layer; there is none for it.';
const PATHS_NAMED = 5;

/**
 * An image's history as a Dockerfile, line by line: what builders noted, put into today's syntax, with comments where things
 * cannot be known. Steps of the base image come first, as comments. A history is a remark that nothing checks.
 * @param layers what is known of each layer, lowest first; null for one that could not be read
 * @param base where the base image ends, where more than the history tells it
 * @see DIALECTS.md §11
 */
export function reconstructDockerfile(
  config: ConfigView,
  layers: readonly (DockerfileLayer | null)[],
  base: BaseBoundary = findBaseBoundary(config),
): DockerfileLine[] {
  const history = config.history ?? [];
  const makers = historyMakers(history, config.run.cmd);
  const state: StepState = {
    ...{ shell: shellOf(config), args: new Map(), effects: new StepEffects() },
    pairTexts: pairTexts(history, shellOf(config).join(' ')),
    escape: escapeOf(config),
  };
  const lastOfKind = lastSteps(history);
  const lines: DockerfileLine[] = [];
  const count = Math.max(layers.length, config.diffIds.length);
  let layer = 0;
  history.forEach((entry, i) => {
    if (i === base.end) lines.push(fromLine(base.name, base.reason));
    const made = entry.emptyLayer ? null : layer++;
    const own = made !== null && made < count ? made : null;
    const part = i < base.end ? 'base' : 'own';
    const { producer = null, isSure = true } = makers[i] ?? {};
    const place = { part, layer: own, history: i, createdBy: entry.createdBy, producer } as const;
    const content = own === null ? null : (layers[own] ?? null);
    const told = stepLines(entry, { place, isSure }, config, state, lastOfKind.has(i), content);
    lines.push(...(made === own ? told : told.map(withoutLayer)));
  });
  if (base.end >= history.length) lines.push(fromLine(base.name, base.reason));
  for (; layer < count; layer++) {
    const place = { ...NOWHERE, layer };
    lines.push(...contentLines(layers[layer] ?? null, place));
    lines.push({
      ...place,
      kind: 'instruction',
      text: layerText(layer),
      guess: 'The history says nothing of this layer.',
    });
  }
  for (const text of configLines(config.run, state)) {
    const warning = secretSpans(text).length > 0 ? SECRET_WARNING : null;
    lines.push({ ...NOWHERE, kind: 'instruction', text, guess: FROM_CONFIG, warning });
  }
  return lines;
}

type Place = Pick<DockerfileLine, 'part' | 'layer' | 'history' | 'createdBy' | 'producer' | 'warning'>;
const NOWHERE: Place = { part: 'own', layer: null, history: null, createdBy: null, producer: null, warning: null };

function stepLines(
  entry: HistoryEntry,
  { place: bare, isSure }: { readonly place: Omit<Place, 'warning'>; readonly isSure: boolean },
  config: ConfigView,
  state: StepState,
  isLastOfKind: boolean,
  content: DockerfileLayer | null,
): DockerfileLine[] {
  const place: Place = { ...bare, warning: null };
  const { producer, part } = place;
  const isRecorded =
    producer !== null && BUILDERS.has(producer) && !['', '/bin/sh'].includes(entry.createdBy?.trim() ?? '');
  const step = isRecorded
    ? readStep(entry.createdBy ?? '', config, state, {
        isLastOfKind,
        isVerbatim: producer === 'kaniko',
        isBuildah: producer === 'buildah',
      })
    : null;
  if (!step) return remarkLines(entry, place, isSure, content);
  state.effects.seen.add(step.instruction);
  const { warning } = step;
  const guess = isSure || producer === 'kaniko' ? step.guess : LIST_BY_NEIGHBOURS;
  if (part === 'base') return [{ ...place, kind: 'comment', text: commented(step.text), guess, warning }];
  const lines: DockerfileLine[] = step.newArgs.map((name) => ({
    ...place,
    layer: null,
    kind: 'instruction',
    text: `ARG ${name}`,
    guess: 'Its declaration is not recorded.',
  }));
  if (step.instruction === 'COPY' || step.instruction === 'ADD') lines.push(...contentLines(content, place));
  lines.push({ ...place, kind: 'instruction', text: step.text, guess, warning });
  return lines;
}

/** The history counts more layers than there are. */
const withoutLayer = (line: DockerfileLine, i: number, { length }: readonly DockerfileLine[]): DockerfileLine =>
  i < length - 1 ? line : { ...line, guess: [NO_LAYER, line.guess].filter((text) => text !== null).join(' ') };

/** What a tool says of a layer that is no Dockerfile step. */
function remarkLines(
  entry: HistoryEntry,
  place: Place,
  isSure: boolean,
  content: DockerfileLayer | null,
): DockerfileLine[] {
  const said = [entry.createdBy, entry.comment].filter((text) => text !== null && text.trim() !== '').join(' — ');
  const name = makerWords({ producer: place.producer ?? 'unknown', isSure });
  const remark = commented(said === '' ? nothingSaid(isSure ? place.producer : null) : `By ${name}: ${said}`);
  const comment: DockerfileLine = { ...place, kind: 'comment', text: remark, guess: null };
  if (place.layer === null || place.part === 'base') return [comment];
  const added = { ...place, kind: 'instruction', text: layerText(place.layer), guess: NO_DOCKERFILE } as const;
  return [comment, ...contentLines(content, place), added];
}

const nothingSaid = (producer: Producer | null): string =>
  producer === null || producer === 'unknown'
    ? 'The history has this step, and says nothing of it.'
    : `A step of ${PRODUCER_NAMES[producer]}, which says nothing of it.`;

/** A comment on what a layer brought. */
function contentLines(content: DockerfileLayer | null, place: Place): DockerfileLine[] {
  if (!content) return [];
  const { files, bytes, deletions, paths } = content;
  const named = paths.slice(0, PATHS_NAMED).map((path) => `/${path}`);
  const more = files > named.length ? [`${grouped(files - named.length)} more`] : [];
  const list = files === 0 ? '' : `: ${[...named, ...more].join(', ')}`;
  const sum = `${counted(files, 'file')}, ${grouped(bytes)} B`;
  const deleted = deletions === 0 ? '' : `; deletes ${grouped(deletions)}`;
  return [{ ...place, kind: 'comment', text: commented(`Brings ${sum}${list}${deleted}`), guess: null }];
}

const fromLine = (name: string | null, reason: string): DockerfileLine => ({
  ...NOWHERE,
  kind: 'from',
  // A name with blanks is none, and would not be valid.
  text: `FROM ${name !== null && /^[^\s#]\S{0,500}$/.test(name) ? name : '<unknown>'}`,
  guess: reason,
});

/** Layers count from 1 for people. */
const layerText = (layer: number): string => `ADD <layer ${layer + 1}> /`;

// eslint-disable-next-line no-control-regex -- these would do things to the terminal that shows the file
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** No character of a foreign text may end the comment; control characters stand as `\xNN`. */
const commented = (text: string): string =>
  text
    .replace(CONTROLS, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .split(/[\n\r\u2028\u2029]/)
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');

/** Before any SHELL: the system's own. */
const shellOf = (config: ConfigView): readonly string[] =>
  config.os === 'windows' ? ['cmd', '/S', '/C'] : DEFAULT_SHELL;

/** Indexes of the entries behind which no other has the same instruction. */
function lastSteps(history: readonly HistoryEntry[]): ReadonlySet<number> {
  const last = new Map<string, number>();
  history.forEach(({ createdBy }, i) => {
    const text = (createdBy ?? '').slice(0, 400);
    last.set((/#\(nop\)\s+(\w+)/.exec(text)?.[1] ?? /^\s*(\w+)/.exec(text)?.[1] ?? '').toUpperCase(), i);
  });
  return new Set(last.values());
}
