import { expect, test } from 'vitest';
import { DumpError } from '../core/errors.ts';
import type { SearchHit, SearchProgress, SearchQuery, SearchResult } from '../workers/explorer/search-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { ContentSearch } from './content-search.svelte.ts';

const query: SearchQuery = {
  image: 0,
  where: 'contents',
  kind: 'text',
  pattern: 'x',
  isCaseSensitive: true,
  layers: [],
};
const hit = (index: number): SearchHit => ({
  layer: 0,
  index,
  path: String(index),
  isHidden: false,
  offset: 0,
  end: 1,
  line: 1,
  excerpt: 'x',
  hitStart: 0,
  hitEnd: 1,
});
const result: SearchResult = {
  hits: 2,
  searchedFiles: 2,
  searchedBytes: 2,
  isCut: false,
  notSearched: [],
  skippedFiles: 0,
};

/** A worker whose searches end when they are told to. */
function fakeWorker() {
  const calls: {
    tell: (progress: SearchProgress) => void;
    end: (result: SearchResult) => void;
    fail: (error: unknown) => void;
    signal: AbortSignal;
  }[] = [];
  const ask = (
    _method: string,
    _params: SearchQuery,
    options: { signal: AbortSignal; onProgress: (p: SearchProgress) => void },
  ) =>
    new Promise<SearchResult>((end, fail) => {
      calls.push({ tell: options.onProgress, end, fail, signal: options.signal });
      options.signal.addEventListener('abort', () => fail(options.signal.reason as Error));
    });
  return { ask: ask as unknown as AskDump, calls };
}

test('hits come in batches, and stay', async () => {
  const { ask, calls } = fakeWorker();
  const search = new ContentSearch(ask);
  const done = search.start(query);
  expect([search.state, search.hits, search.query]).toEqual(['running', [], query]);
  calls[0]?.tell({ hits: [hit(1)], done: 5, total: 10, layer: 2 });
  calls[0]?.tell({ hits: [hit(2)], done: 10, total: 10, layer: 3 });
  expect([search.hits.length, search.progress?.done, search.layer]).toEqual([2, 10, 3]);
  calls[0]?.end(result);
  await done;
  expect([search.state, search.result, search.progress, search.hits.length]).toEqual(['done', result, null, 2]);
});

test('stopping keeps what was found; what comes late is not taken', async () => {
  const { ask, calls } = fakeWorker();
  const search = new ContentSearch(ask);
  const done = search.start(query);
  calls[0]?.tell({ hits: [hit(1)], done: 5, total: 10, layer: 0 });
  search.stop();
  calls[0]?.tell({ hits: [hit(2)], done: 6, total: 10, layer: 0 });
  await done;
  expect([search.state, search.hits.length, search.progress, calls[0]?.signal.aborted]).toEqual([
    'stopped',
    1,
    null,
    true,
  ]);
});

test('a new search ends the last one', async () => {
  const { ask, calls } = fakeWorker();
  const search = new ContentSearch(ask);
  const first = search.start(query);
  const second = search.start({ ...query, pattern: 'y' });
  await first;
  expect([search.state, search.query?.pattern]).toEqual(['running', 'y']);
  calls[1]?.end(result);
  await second;
  expect(search.state).toBe('done');
});

test('a pattern that is refused is told', async () => {
  const { ask, calls } = fakeWorker();
  const search = new ContentSearch(ask);
  const done = search.start(query);
  calls[0]?.fail(new DumpError({ code: 'pattern-invalid', data: { pattern: '(', reason: 'a “(” is not closed' } }));
  await done;
  expect([search.state, search.failure?.code]).toEqual(['failed', 'pattern-invalid']);
  search.clear();
  expect([search.state, search.failure]).toEqual(['idle', null]);
});
