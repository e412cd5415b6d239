import type { RunConfig } from '../../oci/config.ts';
import { brokenPairs } from './break-lines.ts';
import { jsonList } from './go-lists.ts';
import { healthcheckText } from './healthcheck-text.ts';
import { envMap, keyValueText } from './key-values.ts';
import type { StepState } from './read-step.ts';

/** What builders set on an empty root file system without being asked. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Instructions for what the config holds and no step set: tools other than Dockerfile builders note no steps for it. */
export function configLines(run: RunConfig, { seen, env, labels, escape }: StepState): string[] {
  const lines: string[] = [];
  const add = (instruction: string, rest: string | null): void => {
    if (rest !== null && rest !== '' && !seen.has(instruction)) lines.push(`${instruction} ${rest}`);
  };
  const list = (words: readonly string[] | null): string | null => (words && words.length > 0 ? jsonList(words) : null);
  for (const [key, value] of envMap(run.env)) {
    if (key === '' || env.has(key) || (key === 'PATH' && value === DEFAULT_PATH)) continue;
    lines.push(`ENV ${keyValueText({ key, value }, escape)}`);
  }
  const unset = [...run.labels].filter(([key]) => key !== '' && !labels.has(key));
  const pairs = unset.map(([key, value]) => keyValueText({ key, value }, escape));
  if (pairs.length > 0) lines.push(`LABEL ${brokenPairs(pairs, escape)}`);
  add('WORKDIR', run.workingDir);
  add('EXPOSE', run.exposedPorts.join(' '));
  add('VOLUME', list(run.volumes));
  add('USER', run.user);
  add('STOPSIGNAL', run.stopSignal);
  add('SHELL', list(run.shell));
  if (run.healthcheck && run.healthcheck.test.length > 0 && !seen.has('HEALTHCHECK'))
    lines.push(healthcheckText(run.healthcheck));
  add('ENTRYPOINT', list(run.entrypoint));
  add('CMD', list(run.cmd));
  if (!seen.has('ONBUILD'))
    for (const step of run.onBuild) if (step.trim() !== '') lines.push(`ONBUILD ${step.replace(/[\r\n]+/g, ' ')}`);
  return lines;
}
