import type { FindingCode } from '../../core/check/finding.ts';
import type { DumpModel } from '../../core/dump/dump-model.ts';
import type { Report, ReportFinding } from '../../core/report/report.ts';
import type { GlyphState } from '../shared/state-words.ts';

/** One row of "What was counted". `total` is null where a single number says it all. */
export interface CountedCheck {
  readonly name: string;
  readonly done: number;
  readonly total: number | null;
  readonly state: GlyphState;
  readonly word: string;
}

type Codes = readonly FindingCode[];
const DIGESTS: Codes = ['blob-digest-mismatch', 'blob-renamed', 'docker-config-name-mismatch'];
const SIZES: Codes = ['size-mismatch', 'size-invalid'];
const MISSING: Codes = [
  'blob-missing',
  'docker-file-missing',
  'platform-incomplete',
  'digest-malformed',
  'v1-parent-broken',
];
const DIFF_IDS: Codes = [
  'diff-id-mismatch',
  'diff-ids-count-mismatch',
  'diff-ids-reordered',
  'layer-truncated',
  'layer-corrupt',
];
const AGREE: Codes = ['docker-oci-disagree', 'layer-sources-mismatch'];
const TAGS: Codes = ['repositories-disagrees', 'repo-tag-malformed', 'repo-tag-duplicate', 'ref-name-duplicate'];
const TYPES: Codes = [
  'media-type-missing',
  'media-type-mismatch',
  'media-type-flavour',
  'media-type-compression-mismatch',
];
const HISTORY: Codes = ['history-count-mismatch'];

/** Arrows of the map that lead to a file, of all that should: what may legally be absent counts only where it is there. */
export function countReferences(model: DumpModel): { there: number; total: number } {
  const arrows = model.references.filter(
    ({ relation, optional, present }) => relation !== 'link' && (present || !optional),
  );
  return { there: arrows.filter(({ present }) => present).length, total: arrows.length };
}

/** What was counted so far, from the same report that is saved. `running`: the count goes on. */
export function countedChecks(model: DumpModel, report: Report, running: boolean): readonly CountedCheck[] {
  const row = (name: string, codes: Codes, done: number, total: number): CountedCheck => {
    const hits = report.findings.filter((f) => codes.includes(f.code));
    const wrong = hits.length + leftOut(report.findings, codes);
    const equal = hits.length > 0 && done === total ? Math.max(0, total - wrong) : done;
    return { name, done: equal, total, ...rowState(hits, done, total, running) };
  };
  const [blobs, diffIds] = [report.checked.blobs, report.checked.diffIds];
  const references = countReferences(model);
  const sizes = model.references.filter((r) => r.size !== null && r.present).length;
  const has = (path: string): boolean => model.files.some((file) => file.path === path);
  const typed = new Set(model.references.filter((r) => r.mediaType !== null && r.present).map((r) => r.path)).size;
  const left = model.files.filter(
    (f) => f.role === 'unreferenced' || f.role === 'legacy-v1-config' || f.role === 'foreign',
  ).length;

  // Dumps from before Docker 1.10 name no diff IDs: there is nothing to compare with.
  const isNamed = model.images.some((image) => image.layers.some((layer) => layer.diffId !== null));
  const layersWords = isNamed ? 'Layers unpack to their diff ID' : 'Layers unpack to their end';

  const rows: CountedCheck[] = [];
  if (blobs[1] > 0) rows.push(row('Digests equal the hash of the bytes they name', DIGESTS, blobs[0], blobs[1]));
  if (sizes > 0) rows.push(row('Sizes in descriptors equal file sizes', SIZES, sizes, sizes));
  if (references.total > 0) {
    const hits = report.findings.filter((f) => MISSING.includes(f.code));
    const name = 'References lead to a file that is there';
    const { there, total } = references;
    rows.push({ name, done: there, total, ...missingState(hits, there < total) });
  }
  if (diffIds[1] > 0) rows.push(row(layersWords, DIFF_IDS, diffIds[0], diffIds[1]));
  if (has('index.json') && has('manifest.json')) rows.push(row('index.json and manifest.json agree', AGREE, 1, 1));
  if (has('repositories')) rows.push(row('Tags agree in all lists', TAGS, 1, 1));
  if (typed > 0) rows.push(row('Media types fit the content', TYPES, typed, typed));
  const images = model.images.filter((image) => image.configPath !== null).length;
  if (images > 0) rows.push(row('History length fits the layers', HISTORY, images, images));
  rows.push({ name: 'Files that nobody refers to', done: left, total: null, ...(left === 0 ? sound : aside) });
  return rows;
}

/** Findings of these codes that there are too many of to be listed. */
const leftOut = (findings: readonly ReportFinding[], codes: Codes): number =>
  findings
    .filter((f) => f.code === 'findings-left-out' && (codes as readonly unknown[]).includes(f.args['code']))
    .reduce((sum, { args }) => sum + Number(args['count']), 0);

const sound = { state: 'sound', word: 'Tallies' } as const;
const aside = { state: 'note', word: 'Note' } as const;

function rowState(
  hits: readonly ReportFinding[],
  done: number,
  total: number,
  running: boolean,
): Pick<CountedCheck, 'state' | 'word'> {
  if (hits.some((f) => f.severity === 'error')) return { state: 'broken', word: 'Does not tally' };
  if (hits.some((f) => f.severity === 'warning')) return { state: 'warning', word: 'Remark' };
  if (done >= total) return sound;
  return running ? { state: 'running', word: 'Still counting' } : { state: 'unchecked', word: 'Not all counted' };
}

function missingState(hits: readonly ReportFinding[], someAbsent: boolean): Pick<CountedCheck, 'state' | 'word'> {
  if (hits.length > 0) return rowState(hits, 0, 0, false);
  return someAbsent ? { state: 'note', word: 'Some are left out on purpose' } : sound;
}
