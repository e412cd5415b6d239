import { annotateJson } from '../core/explain/annotate-json.ts';
import type { AnnotatedLine } from '../core/explain/annotated-line.ts';
import { explainFile } from '../core/explain/explain-file.ts';
import { explainIds, type IdRow } from '../core/explain/explain-ids.ts';
import type { FileExplanation } from '../core/explain/file-explanation.ts';
import { jsonLineCount } from '../core/explain/json-lines.ts';
import type { DumpFile } from '../core/dump/dump-model.ts';
import { forgetLayerFacts } from '../core/check/layer-facts.ts';
import { forgetModelLookups } from '../core/check/model-lookups.ts';
import type { OpenedDump } from '../core/dump/opened-dump.ts';
import type { CreateScratch } from '../core/dump/scratch.ts';
import { planChecks, plannedChecks } from '../core/dump/plan-checks.ts';
import { contradictsName } from '../core/layer/contradicts-name.ts';
import type { FileCheck, FileTask } from '../core/layer/file-check.ts';
import type { LayerReading } from '../core/layer/layer-reading.ts';
import type { ReadUnpackedOptions } from '../core/layer/read-unpacked.ts';
import { PREVIEW_BYTES } from '../core/limits.ts';
import { type ConfigView, readConfig } from '../core/oci/config.ts';
import { configOfV1 } from '../core/oci/config-of-v1.ts';
import { readLegacyV1 } from '../core/oci/legacy-v1.ts';
import { readManifest } from '../core/oci/manifest.ts';
import { buildReport } from '../core/report/build-report.ts';
import type { Report } from '../core/report/report.ts';
import { type ImageSummary, summariseImages } from '../core/report/summarise-images.ts';
import { PathsOfLayers } from '../core/rootfs/paths-of-layers.ts';
import type { DumpStore } from '../storage/dump-store.ts';
import type { KeptDump } from '../storage/kept-dump.ts';
import { StorageProblem, type StorageProblemKind } from '../storage/storage-problem.ts';
import type { Codecs } from './codecs.ts';
import type { Recalled, ReportRequest } from './dump-api.ts';
import { DumpKeeper } from './dump-keeper.ts';
import { computeDumpKey } from './dump-key.ts';
import type { ExplorerSession } from './explorer/explorer-session.ts';
import { exploreImage, type ImageExplorer } from './explorer/image-explorer.ts';
import { LayerRangeReader } from './layer-range-reader.ts';

/** Of a larger layer names take more memory than there should be beside those who read the others. */
const AHEAD_ENTRIES = 50_000;

export interface SessionSetup {
  readonly codecs: Codecs;
  readonly createScratch: CreateScratch;
  readonly store: DumpStore;
  readonly version: string;
  /** How to open it again, for the list of recent dumps. */
  readonly handle: KeptDump['handle'];
  readonly archiveModifiedMs: number | null;
}

/** One open dump, from its structure on: what its files gave when they were read, and everything that follows from it. */
export class DumpSession implements ExplorerSession {
  readonly #setup: SessionSetup;
  readonly #dump: OpenedDump;
  readonly #files: ReadonlyMap<string, DumpFile>;
  readonly #checks = new Map<string, FileCheck>();
  readonly #keeper: DumpKeeper;
  #report: Report | null = null;
  /** No check has come since `#report`. */
  #unchanged = false;
  /** Of an earlier visit, by this version. */
  #lastReport: Report | null = null;
  /** Of the last complete set of checks. */
  #images: readonly (ImageSummary | null)[] | null = null;
  /** Files with the layers of the first image, and what was read of their names. */
  readonly #firstLayers: ReadonlySet<string>;
  #ahead = new PathsOfLayers();

  readonly #explorers = new Map<number, ImageExplorer>();
  readonly #layerRanges: LayerRangeReader;

  constructor(dump: OpenedDump, setup: SessionSetup) {
    const { model, documents } = dump;
    const { codecs, store, archiveModifiedMs } = setup;
    this.#setup = setup;
    this.#layerRanges = new LayerRangeReader(codecs);
    this.#dump = dump;
    this.#files = new Map(model.files.map((file) => [file.path, file]));
    this.#firstLayers = new Set(model.images[0]?.layers.map(({ path }) => this.#files.get(path)?.resolvesTo ?? path));
    this.#keeper = new DumpKeeper({
      id: computeDumpKey(model, documents, codecs.createHasher),
      files: this.#files,
      archiveModifiedMs,
      store,
      digests: dump.digests,
      createHasher: codecs.createHasher,
    });
    this.#recordDocuments();
  }

  /** What was read whole while the dump was opened is not read again, unless something is wrong with it. */
  #recordDocuments(): void {
    for (const task of plannedChecks(this.model)) {
      const sha256 = this.#dump.digests.get(task.path);
      if (sha256 === undefined || task.layer !== null || task.algorithms.length > 1) continue;
      const check: FileCheck = { path: task.path, size: task.size, digests: { sha256 }, layer: null, error: null };
      if (!contradictsName(task, check)) this.#checks.set(task.path, check);
    }
  }

  get model(): OpenedDump['model'] {
    return this.#dump.model;
  }

  get codecs(): Codecs {
    return this.#setup.codecs;
  }
  get createScratch(): CreateScratch {
    return this.#setup.createScratch;
  }

  async lastVisit(): Promise<{ readonly isKept: boolean; readonly report: Report | null }> {
    // What is wrong with the storage is for `recall` to say, which is to be asked then.
    const last = await this.#keeper.lastVisit(this.#setup.version).catch(() => ({ isKept: true, report: null }));
    this.#lastReport = last.report;
    return last;
  }

  async recall(
    signal: AbortSignal,
    onProgress?: (done: number, total: number) => void,
  ): Promise<{ kept: Recalled | null; problem: StorageProblemKind | null }> {
    try {
      const recalled = await this.#keeper.recall(signal, onProgress);
      if (!recalled) return { kept: null, problem: null };
      const planned = new Set(planChecks(this.model).map(({ path }) => path));
      const same = recalled.same.filter(({ path }) => planned.has(path));
      const isAll = same.length === planned.size && this.#isOfTheseFiles(this.#lastReport, planned);
      if (isAll) for (const check of same) this.#setCheck(check);
      else for (const check of same) this.record(check);
      if (isAll) this.#images = this.#lastReport?.images.map(treeOf) ?? null;
      const { checkedAtMs } = recalled;
      return {
        kept: { checkedAtMs, unchangedFiles: same.length, changedFiles: planned.size - same.length },
        problem: null,
      };
    } catch (error) {
      signal.throwIfAborted();
      return { kept: null, problem: StorageProblem.from(error).kind };
    }
  }

  /** A report of exactly the files that are here, made when each of these had been read: then its trees are those of now. */
  #isOfTheseFiles(report: Report | null, read: ReadonlySet<string>): boolean {
    return (
      report !== null &&
      report.files.length === this.#files.size &&
      report.images.length === this.model.images.length &&
      report.files.every(({ path, sha256 }) => this.#files.has(path) && (sha256 !== null || !read.has(path)))
    );
  }

  plan(): readonly FileTask[] {
    return [...plannedChecks(this.model, ({ path }) => !this.#checks.has(path))];
  }

  record(check: FileCheck): void {
    this.#setCheck(check);
    this.#images = null;
    if (check.layer) this.#explorers.clear();
    this.#readNamesAhead(check);
  }

  #setCheck(check: FileCheck): void {
    this.#checks.set(check.path, check);
    this.#unchanged = false;
  }

  /** While other layers are being unpacked there is time for the names of this one. */
  #readNamesAhead({ path, layer }: FileCheck): void {
    if (!layer?.isTar || !this.#firstLayers.has(path) || layer.entries.count > AHEAD_ENTRIES) return;
    try {
      this.#ahead.read(layer.entries);
    } catch {
      this.#ahead = new PathsOfLayers(); // too many: `summarise` comes to the same, and says so
    }
  }

  /** While running, file trees are left out: they are made once, at the end. */
  summarise({ phase, took }: ReportRequest): Report {
    const { model, documents } = this.#dump;
    const { createHasher } = this.#setup.codecs;
    if (phase !== 'running') {
      this.#images ??= summariseImages(model, this.#checks, createHasher, this.#ahead);
      this.#ahead = new PathsOfLayers(); // some 50 bytes a path, which nobody needs any more
    }
    const images = phase === 'running' ? model.images.map(() => null) : (this.#images ?? []);
    const { version } = this.#setup;
    const before = this.#unchanged ? this.#report : null;
    this.#report = buildReport({ model, documents, checks: this.#checks, phase, images, took, version, before });
    this.#unchanged = true;
    if (phase !== 'running') {
      forgetLayerFacts();
      forgetModelLookups();
    }
    return this.#report;
  }

  async keep(checkedAtMs: number): Promise<StorageProblemKind | null> {
    const report = this.#report;
    if (!report) return null;
    const { name, container, root, files, bytes } = report.dump;
    const { verdict } = report;
    const dump = {
      name,
      container,
      root,
      files,
      bytes,
      verdict,
      summary: summaryOf(report),
      checkedAtMs,
      handle: this.#setup.handle,
    };
    return this.#keeper.save(dump, report, this.#checks.values());
  }

  /** @throws what the platform throws when the file cannot be read */
  async read(path: string, start: number, end: number): Promise<{ bytes: Uint8Array<ArrayBuffer>; size: number }> {
    const source = this.#files.get(path)?.source;
    if (!source) return { bytes: new Uint8Array(0), size: 0 };
    const slice = source.slice(start, Math.min(end, start + PREVIEW_BYTES));
    return { bytes: new Uint8Array(await slice.arrayBuffer()), size: source.size };
  }

  annotate(path: string, first: number, count: number): { lines: readonly AnnotatedLine[]; total: number } {
    const file = this.#files.get(path);
    const document = this.#dump.documents.get(path) ?? this.#dump.documents.get(file?.resolvesTo ?? path);
    if (!file || !document?.root) return { lines: [], total: 0 };
    const context = { role: file.role, model: this.model, checks: this.#checks };
    return { lines: annotateJson(document, context, { first, count }), total: jsonLineCount(document.root) };
  }

  explain(path: string): FileExplanation {
    return explainFile(this.model, path, this.#dump.documents);
  }

  ids(image: number): readonly IdRow[] {
    return explainIds(this.model, image, this.#setup.codecs.createHasher);
  }

  explore(image: number): ImageExplorer {
    const known = this.#explorers.get(image);
    if (known) return known;
    // Of several images, one stack at a time is held.
    this.#explorers.clear();
    const explorer = exploreImage(this.model, image, this.#files, this.#checks);
    this.#explorers.set(image, explorer);
    return explorer;
  }

  configOf(image: number): ConfigView | null {
    const path = this.model.images[image]?.configPath ?? '';
    const document = this.#dump.documents.get(this.#files.get(path)?.resolvesTo ?? path);
    return document?.root ? readConfig(document) : this.#configOfV1(image);
  }

  #configOfV1(image: number): ConfigView | null {
    const documents = (this.model.images[image]?.layers ?? []).map(({ path }) =>
      path.endsWith('/layer.tar') ? this.#dump.documents.get(path.replace(/layer\.tar$/, 'json')) : undefined,
    );
    const chain = documents.flatMap((document) => (document?.root ? [readLegacyV1(document)] : []));
    return chain.length === documents.length ? configOfV1(chain) : null;
  }

  annotationsOf(image: number): ReadonlyMap<string, string> {
    const path = this.model.images[image]?.manifestPath ?? '';
    const document = this.#dump.documents.get(this.#files.get(path)?.resolvesTo ?? path);
    return document?.root ? readManifest(document).annotations : new Map();
  }

  readingOf(layerPath: string): LayerReading | null {
    return this.#checks.get(layerPath)?.layer ?? null;
  }

  async *readLayer(
    layerPath: string,
    range: { readonly start: number; readonly end: number },
    options?: ReadUnpackedOptions,
  ): AsyncGenerator<Uint8Array, void> {
    const source = this.#files.get(layerPath)?.source;
    const reading = this.readingOf(layerPath);
    if (source && reading) yield* this.#layerRanges.read(source, reading, range, options);
  }
}

/** The final tree of an image, as a report has it; null when there was none. */
const treeOf = ({ rootfs, efficiency }: Report['images'][number]): ImageSummary | null =>
  rootfs && efficiency ? { rootfs, efficiency } : null;

/** The names of its images; else what wrote it; else what it is. At most a line. */
function summaryOf({ images, dump }: Report): string {
  const tags = [...new Set(images.flatMap((image) => image.tags))];
  const shown = tags.slice(0, 3).join(', ') + (tags.length > 3 ? ` + ${String(tags.length - 3)}` : '');
  return (shown || dump.producer || dump.dialect).slice(0, 200);
}
