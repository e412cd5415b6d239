import type { RunConfig } from '../../oci/config.ts';
import { brokenPairs } from './break-lines.ts';
import { jsonList } from './go-lists.ts';
import { healthcheckText } from './healthcheck-text.ts';
import { envMap, keyValueText, literalWord } from './key-values.ts';
import type { StepState } from './step-state.ts';
import { shellLine } from './shell-line.ts';

/** What builders set on an empty root file system without being asked, on Linux and on Windows. */
const DEFAULT_PATHS = [
  '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'c:\\Windows\\System32;c:\\Windows',
];
const ROOTS = ['/', '\\'];

/**
 * Instructions for what the config holds and no step set, or set to something else: tools other than Dockerfile builders note
 * no steps for it.
 */
export function configLines(run: RunConfig, { effects, shell, escape }: StepState): string[] {
  const lines: string[] = [];
  const add = (instruction: string, rest: string | null): void => {
    if (rest !== null && rest !== '') lines.push(`${instruction} ${rest}`);
  };
  const literal = (text: string | null): string => literalWord(text ?? '', escape).replace(/[\r\n]+/g, ' ');
  const isSet = (known: ReadonlyMap<string, string | null>, key: string, value: string): boolean =>
    known.has(key) && (known.get(key) ?? value) === value;
  for (const [key, value] of envMap(run.env)) {
    const isDefault = key === 'PATH' && DEFAULT_PATHS.includes(value) && !effects.env.has(key);
    if (key !== '' && !isDefault && !isSet(effects.env, key, value))
      lines.push(`ENV ${keyValueText({ key, value }, escape)}`);
  }
  const unset = [...run.labels].filter(([key, value]) => key !== '' && !isSet(effects.labels, key, value));
  const pairs = unset.map(([key, value]) => keyValueText({ key, value }, escape));
  if (pairs.length > 0) lines.push(`LABEL ${brokenPairs(pairs, escape)}`);
  // The root is where everything starts anyway, and BuildKit always names it.
  const isStart = ROOTS.includes(run.workingDir ?? '') && !effects.seen.has('WORKDIR');
  if (!isStart && effects.differs('WORKDIR', run)) add('WORKDIR', literal(run.workingDir));
  add('EXPOSE', effects.missing('EXPOSE', run.exposedPorts).join(' '));
  const volumes = effects.missing('VOLUME', run.volumes);
  add('VOLUME', volumes.length > 0 ? jsonList(volumes.map((volume) => literalWord(volume, escape))) : null);
  if (effects.differs('USER', run)) add('USER', literal(run.user));
  if (effects.differs('STOPSIGNAL', run)) add('STOPSIGNAL', literal(run.stopSignal));
  if (!effects.seen.has('SHELL')) add('SHELL', run.shell && run.shell.length > 0 ? jsonList(run.shell) : null);
  if (run.healthcheck && run.healthcheck.test.length > 0 && !effects.seen.has('HEALTHCHECK'))
    lines.push(healthcheckText(run.healthcheck));
  lines.push(...commandLines(run, { effects, shell, escape }));
  if (!effects.seen.has('ONBUILD'))
    for (const step of run.onBuild) if (step.trim() !== '') lines.push(`ONBUILD ${step.replace(/[\r\n]+/g, ' ')}`);
  return lines;
}

function commandLines(
  run: RunConfig,
  { effects, shell, escape }: Pick<StepState, 'effects' | 'shell' | 'escape'>,
): string[] {
  const entrypoint = run.entrypoint ?? [];
  const cmd = run.cmd ?? [];
  const text = (words: readonly string[]): string =>
    (escape === '`' && words.length === 1 ? shellLine(words, shell, escape) : null) ?? jsonList(words);
  const isNewEntrypoint = entrypoint.length > 0 && effects.differs('ENTRYPOINT', run);
  const lines: string[] = [];
  if (isNewEntrypoint) lines.push(`ENTRYPOINT ${text(entrypoint)}`);
  // An ENTRYPOINT takes the command of the steps away, which then has to be said again.
  if (cmd.length > 0 && (effects.differs('CMD', run) || isNewEntrypoint)) lines.push(`CMD ${text(cmd)}`);
  return lines;
}
