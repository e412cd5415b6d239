import type { FindingCode, Severity } from '../check/finding.ts';
import type { ContainerKind, DialectId, FileRole } from '../dump/dump-model.ts';
import type { Compression } from '../layer/inflater.ts';
import type { EntryType } from '../layer/layer-entries.ts';

export type Verdict = 'sound' | 'incomplete' | 'warnings' | 'broken' | 'unreadable';
export type DigestCheck = 'match' | 'mismatch' | 'not-addressed' | 'unchecked';

/** Everything the app found out about a dump, format `tallyman-report/1`: shown, exported, kept and compared. Sizes are bytes. */
export interface Report {
  readonly format: 'tallyman-report/1';
  readonly generator: { readonly name: 'tallyman'; readonly version: string };
  readonly took: { readonly wallMs: number; readonly bytesRead: number };
  readonly dump: {
    readonly name: string;
    readonly container: ContainerKind | null;
    readonly root: string;
    readonly dialect: DialectId;
    readonly producer: string | null;
    readonly files: number;
    readonly bytes: number;
  };
  readonly verdict: Verdict;
  readonly checked: {
    /** Done of all that this dump should allow. */
    readonly blobs: readonly [number, number];
    readonly diffIds: readonly [number, number];
    readonly references: number;
  };
  readonly files: readonly ReportFile[];
  readonly images: readonly ReportImage[];
  readonly findings: readonly ReportFinding[];
}

export interface ReportFile {
  readonly path: string;
  readonly size: number;
  readonly role: FileRole;
  readonly mediaType: string | null;
  readonly sha256: string | null;
  readonly digestCheck: DigestCheck;
  readonly referencedBy: readonly string[];
}

export interface ReportImage {
  readonly tags: readonly string[];
  readonly platform: string | null;
  readonly manifestDigest: string | null;
  readonly configDigest: string | null;
  readonly imageId: string | null;
  readonly created: string | null;
  readonly layers: readonly ReportLayer[];
  readonly rootfs: ReportRootfs | null;
  readonly efficiency: ReportEfficiency | null;
}

export interface ReportLayer {
  readonly digest: string | null;
  readonly path: string | null;
  readonly diffId: string | null;
  readonly chainId: string | null;
  readonly mediaType: string | null;
  readonly compression: Compression;
  readonly size: number | null;
  readonly uncompressedSize: number | null;
  readonly entries: number | null;
  readonly whiteouts: number | null;
  readonly opaqueWhiteouts: number | null;
  readonly createdBy: string | null;
}

export interface ReportRootfs {
  readonly paths: number;
  readonly bytes: number;
  readonly byType: Readonly<Partial<Record<EntryType, number>>>;
  readonly listingSha256: string;
}

export interface ReportEfficiency {
  readonly storedBytes: number;
  readonly wastedBytes: number;
  readonly score: number;
  readonly dive: { readonly score: number; readonly wastedBytes: number };
}

export interface ReportFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly path: string | null;
  readonly digest?: string;
  readonly pointer?: string;
  readonly entry?: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly message: string;
}
