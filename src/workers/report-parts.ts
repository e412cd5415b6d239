import { claimedDigest } from '../core/check/claimed-digest.ts';
import { isSha256BlobPath } from '../core/oci/digest.ts';
import type { DialectId, DumpFile, DumpModel, Reference } from '../core/dump/dump-model.ts';
import { groupBy } from '../core/check/group-by.ts';
import { referencedBy } from '../core/report/report-files.ts';
import type { DigestCheck, Report, ReportFile } from '../core/report/report.ts';
import { isLong } from './model-parts.ts';

const CHECKS: readonly DigestCheck[] = ['match', 'mismatch', 'not-addressed', 'unchecked'];
const CHECK_BITS = 3;
const AS_NAMED = 4;
const UNKNOWN = 8;

/** Of each file of the model, in order, what the model does not say. */
export interface FileStates {
  /** A digit of CHECKS; with AS_NAMED or UNKNOWN for its SHA-256. */
  readonly states: Uint8Array;
  /** Of those with neither, in order. */
  readonly sha256: readonly string[];
}

/** Of which model the files of an unpacked report are made. */
const made = new WeakMap<readonly ReportFile[], DumpModel>();

/** A report whose `files` are left out when there are many and who gets it can make them from the model and `fileStates`. */
export type PackedReport = Report & { readonly fileStates?: FileStates };

/** Taking thousands of files out of a message stops the page, and takes memory for texts that it has already. */
export function packReport(report: Report, model: DumpModel): PackedReport {
  const { files } = report;
  if (!isLong(model) || files.length !== model.files.length) return report;
  const states = new Uint8Array(files.length);
  const sha256: string[] = [];
  for (const [i, file] of files.entries()) {
    const own = model.files[i];
    // Of an earlier visit: its files may be others.
    if (!own || !isSame(file, own)) return report;
    states[i] = CHECKS.indexOf(file.digestCheck);
    if (file.sha256 === null) states[i] |= UNKNOWN;
    else if (isAsNamed(file, model.dialect)) states[i] |= AS_NAMED;
    else sha256.push(file.sha256);
  }
  return { ...report, files: [], fileStates: { states, sha256 } };
}

/** Of what proved to be what its name says, no text has to be made for that. */
const isAsNamed = ({ path, sha256, digestCheck }: ReportFile, dialect: DialectId): boolean =>
  (digestCheck === 'match' && isSha256BlobPath(path)) || sha256 === claimedDigest(path, dialect);

const isSame = (file: ReportFile, own: DumpFile): boolean =>
  file.path === own.path && file.size === own.size && file.role === own.role && file.mediaType === own.mediaType;

/**
 * The report as it was before `packReport`.
 * @param last the report before it: what was made for the same model and has not changed is taken from it
 */
export function unpackReport(packed: PackedReport, model: DumpModel, last: Report | null): Report {
  const { fileStates, ...report } = packed;
  if (!fileStates) return report;
  const before = last && made.get(last.files) === model ? last.files : [];
  const rest = fileStates.sha256.values();
  let references: ReadonlyMap<string, readonly Reference[]> | null = null;
  const files = model.files.map(({ path, size, role, mediaType }, i): ReportFile => {
    const state = fileStates.states[i] ?? UNKNOWN;
    const digestCheck = CHECKS[state & CHECK_BITS] ?? 'unchecked';
    const sha256 =
      (state & UNKNOWN) !== 0
        ? null
        : (state & AS_NAMED) !== 0
          ? claimedDigest(path, model.dialect)
          : (rest.next().value ?? null);
    const known = before[i];
    if (known?.sha256 === sha256 && known.digestCheck === digestCheck) return known;
    references ??= groupBy(model.references, (reference) => reference.path);
    return { path, size, role, mediaType, sha256, digestCheck, referencedBy: referencedBy(references.get(path) ?? []) };
  });
  made.set(files, model);
  return { ...report, files };
}
