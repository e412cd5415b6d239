import type { HashAlgorithm } from '../core/bytes/hasher.ts';
import { checkFile, type CheckFileOptions } from '../core/layer/check-file.ts';
import { contradictsName } from '../core/layer/contradicts-name.ts';
import type { FileCheck, FileTask } from '../core/layer/file-check.ts';
import type { ReadingPorts } from '../core/layer/stored-bytes.ts';
import type { Codecs } from './codecs.ts';

export interface CodecChoice {
  readonly loadCodecs: (algorithms: readonly HashAlgorithm[]) => Promise<Codecs>;
  readonly loadIndependentCodecs: () => Promise<Codecs>;
}

/**
 * Checks a file with the fastest code. What would become a finding (a digest that differs from the one announced, damage in
 * a layer) is read again with independent libraries, and theirs is the word that counts: no dump is called broken because
 * of a fault of ours.
 * @throws Error when both differ; the report then says that this file could not be checked
 */
export async function checkConfirmed(
  task: FileTask,
  { loadCodecs, loadIndependentCodecs }: CodecChoice,
  options: CheckFileOptions & { readonly openReading?: (codecs: Codecs) => ReadingPorts } = {},
): Promise<FileCheck> {
  const codecs = await loadCodecs(task.algorithms);
  const check = await checkFile(task, { ...codecs, reading: options.openReading?.(codecs) }, options);
  if (check.error !== null || !contradictsName(task, check)) return check;
  const independent = await loadIndependentCodecs();
  const second = await checkFile(task, independent, { signal: options.signal });
  if (second.error === null && !agree(check, second)) {
    throw new Error(
      `Two implementations differ on ${task.path}: ${summary(check)} and ${summary(second)}. Please report this.`,
    );
  }
  return second;
}

const summary = ({ digests, layer }: FileCheck): string => `${digests.sha256 ?? '?'} / ${layer?.diffId ?? '?'}`;

/** Both read the same bytes; where and in which words each met damage may differ. */
const agree = (a: FileCheck, b: FileCheck): boolean =>
  a.digests.sha256 === b.digests.sha256 && a.layer?.diffId === b.layer?.diffId && !a.layer?.fault === !b.layer?.fault;
