import type { DumpModel } from '../core/dump/dump-model.ts';
import type { DigestCheck, Report } from '../core/report/report.ts';

/** `missing`: something names it, but it is not in the dump. */
export type DigestState = DigestCheck | 'missing';

/** The state of every file of the dump; what it does not have is missing. */
export function digestStatesOf(model: DumpModel | null, report: Report | null): ReadonlyMap<string, DigestState> {
  const states = new Map<string, DigestState>(model?.files.map(({ path }) => [path, 'unchecked']));
  for (const { path, digestCheck } of report?.files ?? []) states.set(path, digestCheck);
  return states;
}
