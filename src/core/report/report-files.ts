import type { HashAlgorithm } from '../bytes/hasher.ts';
import type { CheckedDump } from '../check/checked-dump.ts';
import type { DumpFile, Reference } from '../dump/dump-model.ts';
import type { DigestCheck, ReportFile } from './report.ts';

/** Every file of the dump, in the order of the model (by path). */
export function reportFiles(dump: CheckedDump): ReportFile[] {
  return dump.model.files.map((file) => {
    const { path, size, role, mediaType } = file;
    return {
      path,
      size,
      role,
      mediaType,
      sha256: dump.computedDigest(path),
      digestCheck: digestCheckOf(dump, file),
      referencedBy: referencedBy(dump.referencesTo.get(path) ?? []),
    };
  });
}

/** The files that name a file, each once; of all references to it. */
export function referencedBy(references: readonly Reference[]): readonly string[] {
  const froms = references.filter(({ present }) => present).map(({ from }) => from);
  return froms.length > 1 ? [...new Set(froms)].sort() : froms;
}

/** What a file's name claims against what its bytes are. A link claims nothing of its own. */
export function digestCheckOf(dump: CheckedDump, { path, linkTarget }: DumpFile): DigestCheck {
  const claimed = linkTarget === null ? dump.claimOf(path) : null;
  if (claimed === null) return 'not-addressed';
  const computed = dump.computedDigest(path, claimed.slice(0, claimed.indexOf(':')) as HashAlgorithm);
  if (computed === null) return 'unchecked';
  return computed === claimed ? 'match' : 'mismatch';
}
