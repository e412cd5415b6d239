import { DumpError } from '../../core/errors.ts';
import { isFilter } from '../../core/rootfs/tree/node-filter.ts';
import type { LayerRow, PathHistory, TreePage, TreeQuery, TreeRow } from '../../workers/explorer/tree-api.ts';
import type { AskDump } from '../byte-pages.svelte.ts';

interface Params {
  readonly image: number;
  readonly layer: number;
  readonly path?: string;
  readonly query: TreeQuery;
  readonly first: number;
  readonly count: number;
  readonly id?: number | null;
  readonly isOpen: boolean;
}

const layerRow = (layer: number): LayerRow => ({
  layer,
  state: 'read',
  path: `blobs/${layer}`,
  digest: null,
  diffId: null,
  createdBy: null,
  storedBytes: 1,
  uncompressedBytes: 1,
  contentBytes: 1,
  entries: 1,
  counts: { added: 1, changed: 0, metadata: 0, copy: 0, deleted: 0, opaque: 0, overruled: 0, ignored: 0 },
  hiddenPaths: 0,
  hiddenBytes: 0,
  isCut: false,
});

/** Row `i` of the tree of a query: its name says which. */
const treeRow = (i: number, { layer, scope, sort, filter }: TreeQuery): TreeRow => ({
  id: i + 1,
  path: `${i}`,
  name: `${i} of ${layer} ${scope} ${sort.by}${sort.descending ? ' down' : ''}${filter.text === '' ? '' : ` ~${filter.text}`}`,
  level: 1,
  setSize: 1000,
  place: i + 1,
  parentRow: null,
  type: 'file',
  hasChildren: false,
  isOpen: false,
  bytes: 1,
  pathsBelow: 0,
  mark: null,
  isMadeAnew: false,
  hidesNothing: false,
  entry: { layer, index: i },
  mode: 0,
  uid: 0,
  gid: 0,
  mtimeSeconds: 0,
  target: null,
  isOnTheWay: false,
});

/** A worker with three layers and as many rows as it is told. Paths are numbers; a filter finds row 7 alone. */
export function fakeTreeWorker(total = 100_000) {
  const calls: string[] = [];
  const state = { total, layers: 3, gate: Promise.resolve() };
  const answer = async (method: string, params: Params): Promise<unknown> => {
    const { query } = params;
    calls.push(
      method === 'treeRows'
        ? `rows ${params.first}+${params.count} of ${query.layer}`
        : `${method} ${params.path ?? params.id ?? ''}`.trim(),
    );
    await state.gate;
    if (method === 'layers')
      return { layers: Array.from({ length: state.layers }, (_, i) => layerRow(i)), paths: 5, bytes: 9 };
    if (method === 'entryDetail') return { path: 'detail' };
    if (method === 'pathHistory')
      return {
        steps: [{ kind: 'added', layer: 0, index: 0, size: 1, differences: [], createdBy: null }],
        isThere: [true, true, true],
      } satisfies PathHistory;
    if (method === 'foldTree') {
      state.total += params.isOpen ? 10 : -10;
      return { total: state.total };
    }
    if (query.filter.text === 'wrong')
      throw new DumpError({ code: 'pattern-invalid', data: { pattern: 'wrong', reason: 'r' } });
    const filtered = isFilter(query.filter);
    if (method === 'locateRow') {
      const row = Number(params.path ?? '');
      return Number.isNaN(row) || (filtered && row !== 7) ? null : { row, found: treeRow(row, query) };
    }
    const all = filtered ? 1 : state.total;
    const rows = Array.from({ length: Math.max(0, Math.min(params.count, all - params.first)) }, (_, i) =>
      treeRow(filtered ? 7 : params.first + i, query),
    );
    return { rows, total: all, matched: filtered ? 1 : all, searched: state.total } satisfies TreePage;
  };
  return { ask: answer as AskDump, calls, state };
}

/** Holds all answers back until it is called. */
export function holdBack(worker: ReturnType<typeof fakeTreeWorker>): () => void {
  let open = (): void => undefined;
  worker.state.gate = new Promise((resolve) => (open = resolve));
  return () => {
    worker.state.gate = Promise.resolve();
    open();
  };
}
