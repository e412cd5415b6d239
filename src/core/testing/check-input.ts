import { loadCodecs } from '../../workers/codecs.ts';
import { checkDump } from '../check/check-dump.ts';
import type { CheckInput } from '../check/checked-dump.ts';
import type { Finding } from '../check/finding.ts';
import type { DumpInput } from '../dump/dump-input.ts';
import { planChecks } from '../dump/plan-checks.ts';
import { checkFile } from '../layer/check-file.ts';
import type { FileCheck } from '../layer/file-check.ts';
import { memoryFolder, openInput } from './open-input.ts';

/** Opens a dump and reads every file in it, as the workers do: what the rules judge. */
export async function checkInput(input: DumpInput): Promise<CheckInput> {
  const { model, documents } = await openInput(input);
  const codecs = await loadCodecs();
  const checks = new Map<string, FileCheck>();
  for (const task of planChecks(model)) checks.set(task.path, await checkFile(task, codecs));
  return { model, documents, checks };
}

/** Every finding of a folder in memory. */
export const findingsOf = async (
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
): Promise<Finding[]> => checkDump(await checkInput(memoryFolder(files, foldersOf(Object.keys(files)))));

/** The folders that these files lie in, as a picker lists them. */
export function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at));
  }
  return [...folders].sort();
}

/** The codes of findings, each once, in order. */
export const codesOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ code }) => code))];
