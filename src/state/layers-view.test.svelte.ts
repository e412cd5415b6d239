import { describe, expect, test, vi } from 'vitest';
import { LayersView } from './layers-view.svelte.ts';
import { fakeTreeWorker, holdBack } from './testing/fake-tree-worker.ts';

async function opened(total?: number) {
  const worker = fakeTreeWorker(total);
  const view = new LayersView(worker.ask);
  await view.open(0);
  worker.calls.length = 0;
  return { view, worker };
}

describe('opening', () => {
  test('begins with the topmost layer, merged and sorted by name, and the first rows', async () => {
    const { view } = await opened();
    expect([view.layers.length, view.layer, view.scope, view.total, view.searched]).toEqual([
      3,
      2,
      'merged',
      100_000,
      100_000,
    ]);
    expect(view.rootfs).toEqual({ paths: 5, bytes: 9 });
    expect(view.row(0)?.name).toBe('0 of 2 merged name');
    expect([view.selected, view.failure, view.isLoading, view.isFiltered]).toEqual([null, null, false, false]);
  });
  test('with a layer and a path, and not again where it is already', async () => {
    const worker = fakeTreeWorker();
    const view = new LayersView(worker.ask);
    await view.open(0, { layer: 1, path: '500' });
    await vi.waitFor(() => expect(view.detail?.path).toBe('detail'));
    expect([view.layer, view.path, view.selected?.path, view.selectedIndex]).toEqual([1, '500', '500', 500]);
    expect(view.history?.steps).toHaveLength(1);
    worker.calls.length = 0;
    await view.open(0, { layer: 1, path: '500' });
    expect(worker.calls).toEqual([]);
    await view.open(1);
    expect([view.image, view.layer, view.path]).toEqual([1, 2, null]);
  });
  test('with bytes of a file, which are those of no other path', async () => {
    const view = new LayersView(fakeTreeWorker().ask);
    await view.open(0, { layer: 1, path: '500', bytes: { start: 5, end: 9 } });
    const { bytes } = view;
    expect(bytes).toEqual({ start: 5, end: 9 });
    // The address follows the view and leads it: the same place must not be another one.
    await view.open(0, { layer: 1, path: '500', bytes: { start: 5, end: 9 } });
    expect(view.bytes).toBe(bytes);
    await view.open(0, { path: '501' });
    expect([view.path, view.bytes]).toEqual(['501', null]);
  });
  test('an image without layers has nothing to show, and nothing fails', async () => {
    const worker = fakeTreeWorker();
    worker.state.layers = 0;
    const view = new LayersView(worker.ask);
    await view.open(0);
    expect([view.total, view.layers.length, view.failure]).toEqual([0, 0, null]);
  });
  test('a path asked for while layers are still coming is not lost, nor are the layers', async () => {
    const worker = fakeTreeWorker();
    const release = holdBack(worker);
    const view = new LayersView(worker.ask);
    const first = view.open(0);
    const second = view.select('42');
    release();
    await Promise.all([first, second]);
    expect([view.layers.length, view.selected?.path]).toEqual([3, '42']);
  });
});

describe('rows', () => {
  test('a page that is not here is asked for once, and comes', async () => {
    const { view, worker } = await opened();
    expect([view.row(5_000), view.row(5_001), view.row(-1), view.row(100_000)]).toEqual([null, null, null, null]);
    await vi.waitFor(() => expect(view.row(5_000)?.path).toBe('5000'));
    expect(worker.calls).toEqual(['rows 5000+100 of 2']);
  });
  test('leaping through the list asks for where it ends, not for all that was passed', async () => {
    const { view, worker } = await opened();
    const release = holdBack(worker);
    for (let row = 1_000; row <= 90_000; row += 1_000) {
      view.want(row, 30);
      await Promise.resolve();
    }
    release();
    await vi.waitFor(() => expect(view.row(90_000)?.path).toBe('90000'));
    expect(worker.calls.slice(0, 2)).toEqual(['rows 1000+100 of 2', 'rows 90000+100 of 2']);
    await vi.waitFor(() => expect(view.row(89_999)).not.toBeNull());
    expect(worker.calls.length).toBeLessThan(12);
  });
  test('only some pages are held, those near the window', async () => {
    const { view, worker } = await opened();
    for (let row = 0; row < 100_000; row += 1_000) {
      view.want(row, 30);
      await vi.waitFor(() => expect(view.row(row)?.path).toBe(String(row)), { interval: 1 });
    }
    worker.calls.length = 0;
    expect(view.row(99_000)).not.toBeNull();
    expect(view.row(0)).toBeNull();
  });
  test('after folding, those in sight are taken anew', async () => {
    const { view, worker } = await opened();
    view.want(1_000, 30);
    await vi.waitFor(() => expect(view.row(1_000)).not.toBeNull());
    worker.calls.length = 0;
    const row = view.row(1_000);
    if (row) await view.fold(row, true);
    expect([view.total, view.row(1_000)?.path]).toEqual([100_010, '1000']);
    expect(worker.calls).toEqual(['foldTree 1001', 'rows 1000+100 of 2']);
    await view.foldAll(false);
    expect(view.total).toBe(100_000);
  });
  test('when the tree has become shorter than where one was, its end is shown', async () => {
    const { view, worker } = await opened();
    view.want(90_000, 30);
    worker.state.total = 500;
    await view.refresh();
    expect([view.total, view.row(499)?.path]).toEqual([500, '499']);
  });
});

describe('another tree', () => {
  test('old rows stay until the new ones are here', async () => {
    const { view, worker } = await opened();
    const release = holdBack(worker);
    const done = view.setScope('layer');
    expect([view.scope, view.row(0)?.name]).toEqual(['layer', '0 of 2 merged name']);
    release();
    await done;
    expect(view.row(0)?.name).toBe('0 of 2 layer name');
  });
  test('of many moves of a slider the worker answers the first and the last', async () => {
    const { view, worker } = await opened();
    const release = holdBack(worker);
    const moves = [1, 0, 1, 0].map((layer) => view.showLayer(layer));
    await Promise.resolve();
    release();
    await Promise.all(moves);
    expect([view.layer, view.row(0)?.name]).toEqual([0, '0 of 0 merged name']);
    expect(worker.calls.length).toBeLessThanOrEqual(2);
  });
  test('sizes begin with the largest, and the same key again turns round', async () => {
    const { view } = await opened();
    await view.sortBy('size');
    expect(view.row(0)?.name).toBe('0 of 2 merged size down');
    await view.sortBy('size');
    expect(view.sort).toEqual({ by: 'size', descending: false });
    await view.sortBy('name');
    expect(view.sort).toEqual({ by: 'name', descending: false });
  });
  test('a filter counts what it finds, and a wrong one leaves the rows as they are', async () => {
    const { view } = await opened();
    await view.setFilter({ text: 'x' });
    expect([view.isFiltered, view.total, view.matched, view.searched]).toEqual([true, 1, 1, 100_000]);
    await view.setFilter({ text: 'wrong' });
    expect([view.filterFailure?.code, view.failure, view.total]).toEqual(['pattern-invalid', null, 1]);
    await view.clearFilter();
    expect([view.filterFailure, view.isFiltered, view.total]).toEqual([null, false, 100_000]);
  });
  test('a wait is told only when it is long', async () => {
    vi.useFakeTimers();
    try {
      const { view, worker } = await opened();
      const release = holdBack(worker);
      const done = view.setScope('layer');
      expect(view.isLoading).toBe(false);
      vi.advanceTimersByTime(299);
      expect(view.isLoading).toBe(false);
      vi.advanceTimersByTime(1);
      expect(view.isLoading).toBe(true);
      release();
      await done;
      expect(view.isLoading).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the selected path', () => {
  test('a row is selected at once, its detail follows, and stays while the layer changes', async () => {
    const { view } = await opened();
    const row = view.row(3);
    const done = view.select(row);
    expect([view.selected?.path, view.path, view.detail, view.history]).toEqual(['3', '3', null, null]);
    await done;
    expect(view.history?.isThere).toEqual([true, true, true]);
    expect(view.detail?.path).toBe('detail');
    await view.showLayer(0);
    expect([view.selected?.name, view.selectedIndex]).toEqual(['3 of 0 merged name', 3]);
    await view.select(null);
    expect([view.selected, view.path, view.detail, view.history]).toEqual([null, null, null, null]);
  });
  test('a path that is in no tree has its history still', async () => {
    const { view } = await opened();
    await view.select('nothing');
    await vi.waitFor(() => expect(view.history?.steps).toHaveLength(1));
    expect([view.path, view.selected, view.detail]).toEqual(['nothing', null, null]);
  });
  test('asking for a path lifts a filter that hides it; a filter typed later hides nothing of what is selected', async () => {
    const { view } = await opened();
    await view.setFilter({ text: 'x' });
    await view.select('7');
    expect([view.isFiltered, view.selected?.path]).toEqual([true, '7']);
    await view.select('8');
    expect([view.isFiltered, view.selected?.path]).toEqual([false, '8']);
    await view.setFilter({ text: 'x' });
    expect([view.isFiltered, view.selected?.path, view.selectedIndex]).toEqual([true, '8', null]);
    await view.showLayer(1);
    expect(view.selected).toBeNull();
    await view.clearFilter();
    expect(view.selected?.path).toBe('8');
  });
  test('a worker that dies is told', async () => {
    const view = new LayersView(() => Promise.reject(new Error('gone')));
    await view.open(0);
    expect(view.failure?.code).toBe('unexpected');
  });
});
