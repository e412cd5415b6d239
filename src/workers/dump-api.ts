import type { DumpModel } from '../core/dump/dump-model.ts';
import type { OpenProgress } from '../core/dump/opened-dump.ts';
import type { AnnotatedLine } from '../core/explain/annotated-line.ts';
import type { FileExplanation } from '../core/explain/file-explanation.ts';
import type { IdRow } from '../core/explain/explain-ids.ts';
import type { FileCheck, FileTask } from '../core/layer/file-check.ts';
import type { Report } from '../core/report/report.ts';
import type { StorageProblemKind } from '../storage/storage-problem.ts';
import type { ExploreApi } from './explorer/explore-api.ts';
import type { ListLengths, ModelPart, PartExtras } from './model-parts.ts';
import type { PackedReport } from './report-parts.ts';
import type { PickedFile, WorkerInput } from './worker-input.ts';

/** What is known from an earlier visit, once stamps have been compared. */
export interface Recalled {
  readonly checkedAtMs: number;
  readonly unchangedFiles: number;
  readonly changedFiles: number;
}

export interface ReportRequest {
  readonly phase: 'running' | 'complete' | 'stopped';
  readonly took: Report['took'];
}

/** What `dump.worker.ts` does: it holds the one open dump, with its documents and everything its files gave when read. */
export interface DumpApi extends ExploreApi {
  /** Files of a picked folder that `open` is about to be called for, in parts: see `WorkerInput`, `folder-files`. */
  offer: { params: { readonly files: readonly PickedFile[] }; result: null; progress: never };
  open: {
    /** `fresh`: whatever is kept of an earlier visit is not shown. */
    params: {
      readonly input: WorkerInput;
      readonly root?: string;
      readonly sample?: boolean;
      readonly fresh?: boolean;
    };
    /**
     * The model has the first files and references only; how many there are say `lengths`, and `modelPart` gives the rest: a
     * message with all of them would stop the page.
     * The report is that of an earlier visit, unverified; or, when this dump is new, what is known before it is read.
     * The tasks are those of `plan`; null when an earlier visit may have left something, and when there are many: `recall` is
     * to be asked then.
     */
    result: PartExtras & {
      readonly model: DumpModel;
      readonly lengths: ListLengths;
      readonly report: PackedReport;
      readonly tasks: readonly FileTask[] | null;
    };
    progress: OpenProgress;
  };
  /** The next files and references of the model, behind those that have arrived. */
  modelPart: { params: ListLengths; result: ModelPart; progress: never };
  /**
   * Compares every kept file with what lies there now, and records those that are the same. Progress: files compared.
   * The tasks are those of `plan`, so that reading can begin at once.
   */
  recall: {
    params: null;
    result: {
      readonly kept: Recalled | null;
      readonly problem: StorageProblemKind | null;
      readonly tasks: readonly FileTask[];
    };
    progress: { readonly done: number; readonly total: number };
  };
  /** Files that still have to be read, those recorded left out. */
  plan: { params: null; result: readonly FileTask[]; progress: never };
  record: { params: { readonly check: FileCheck }; result: null; progress: never };
  summarise: { params: ReportRequest; result: PackedReport; progress: never };
  /** Keeps the last report and all checks for the next visit; says why not when it could not. */
  keep: {
    params: { readonly checkedAtMs: number };
    result: { readonly problem: StorageProblemKind | null };
    progress: never;
  };
  /** At most PREVIEW_BYTES from `start`; `size` is that of the file. */
  read: {
    params: { readonly path: string; readonly start: number; readonly end: number };
    result: { readonly bytes: Uint8Array<ArrayBuffer>; readonly size: number };
    progress: never;
  };
  /** Lines `first` to `first + count` of a JSON document, pretty and explained; `total` is 0 when the file is no JSON. */
  annotate: {
    params: { readonly path: string; readonly first: number; readonly count: number };
    result: { readonly lines: readonly AnnotatedLine[]; readonly total: number };
    progress: never;
  };
  explain: { params: { readonly path: string }; result: FileExplanation; progress: never };
  ids: { params: { readonly image: number }; result: readonly IdRow[]; progress: never };
}
