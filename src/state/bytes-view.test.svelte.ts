import { describe, expect, test, vi } from 'vitest';
import type { BytesTreeQuery, WhatIfQuestion } from '../workers/explorer/bytes-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { BytesView } from './bytes-view.svelte.ts';

/** Answers with what it was asked, once `gate` lets it; calls are written down. Layer sums grow with each count. */
function fakeDump() {
  const calls: string[] = [];
  const gate: { wait: Promise<void> | null } = { wait: null };
  let counted = 0;
  const ask = async (method: string, params: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> => {
    const { image, question, ...place } = params as Partial<BytesTreeQuery> & { question?: WhatIfQuestion };
    calls.push(`${method} ${String(image)}${place.path === undefined ? '' : ` ${String(place.by)} ${place.path}`}`);
    await gate.wait;
    signal?.throwIfAborted();
    if (image === 9) throw new Error('too much');
    if (method === 'imageBytes') return { rootfsBytes: (counted += 1), storedBytes: image };
    if (method === 'whatIf') return { storedBytes: 1, savedBytes: JSON.stringify(question).length, isFound: true };
    return place.path === 'gone' ? null : { path: place.path, name: place.within };
  };
  return { ask: ask as unknown as AskDump, calls, gate };
}

function closed(gate: { wait: Promise<void> | null }): () => void {
  let open = (): void => undefined;
  gate.wait = new Promise((resolve) => (open = resolve));
  return () => {
    gate.wait = null;
    open();
  };
}

describe('an image', () => {
  test('is counted once, and drawn from its root', async () => {
    const { ask, calls } = fakeDump();
    const view = new BytesView(ask);
    await view.open(0);
    await view.open(0);
    expect(calls).toEqual(['imageBytes 0', 'bytesTree 0 folder ']);
    expect([view.bytes?.rootfsBytes, view.node?.path, view.isLoading]).toEqual([1, '', false]);
  });

  test('opened later wins, and starts anew', async () => {
    const { ask, gate } = fakeDump();
    const view = new BytesView(ask);
    const open = closed(gate);
    const first = view.open(0, 'usr');
    const second = view.open(1);
    open();
    await Promise.all([first, second]);
    expect([view.bytes?.storedBytes, view.place.path, view.failure]).toEqual([1, '', null]);
  });

  test('a folder that is not in it: the root instead', async () => {
    const view = new BytesView(fakeDump().ask);
    await view.open(0, 'gone');
    expect([view.node?.path, view.place.path]).toEqual(['', '']);
  });

  test('that cannot be counted says why', async () => {
    const view = new BytesView(fakeDump().ask);
    await view.open(9);
    expect([view.failure?.code, view.bytes]).toEqual(['unexpected', null]);
    await view.open(0);
    expect(view.failure).toBeNull();
  });

  test('waiting is said after a moment', async () => {
    vi.useFakeTimers();
    const { ask, gate } = fakeDump();
    const view = new BytesView(ask);
    const open = closed(gate);
    const job = view.open(0);
    expect(view.isLoading).toBe(false);
    vi.advanceTimersByTime(301);
    expect(view.isLoading).toBe(true);
    open();
    await job;
    expect(view.isLoading).toBe(false);
    vi.useRealTimers();
  });
});

describe('more was read', () => {
  test('counts again, draws the same place, and answers the same question', async () => {
    const { ask } = fakeDump();
    const view = new BytesView(ask);
    await view.open(0);
    await view.look({ by: 'layer', within: '2', path: 'usr' });
    await view.imagine('drop', { drop: 'usr' });
    const before = view.answers.drop;
    await view.refresh();
    expect([view.bytes?.rootfsBytes, view.node?.path, view.node?.name]).toEqual([2, 'usr', '2']);
    expect([view.answers.drop, view.answers.drop === before]).toEqual([before, false]);
  });

  test('while it counts: once more afterwards, however often it was told', async () => {
    const { ask, calls, gate } = fakeDump();
    const view = new BytesView(ask);
    const open = closed(gate);
    const job = view.open(0);
    for (let i = 0; i < 5; i += 1) void view.refresh();
    open();
    await job;
    expect(calls.filter((call) => call === 'imageBytes 0').length).toBe(2);
    expect(view.bytes?.rootfsBytes).toBe(2);
  });
});

describe('what if', () => {
  test('questions of both kinds stand side by side; null takes one back', async () => {
    const view = new BytesView(fakeDump().ask);
    await view.open(0);
    await view.imagine('merge', { merge: [0, 1] });
    await view.imagine('drop', { drop: 'x' });
    expect([view.answers.merge?.isFound, view.answers.drop?.isFound]).toEqual([true, true]);
    await view.imagine('merge', null);
    expect([view.answers.merge, view.answers.drop?.isFound]).toEqual([null, true]);
  });

  test('the later question wins', async () => {
    const { ask, gate } = fakeDump();
    const view = new BytesView(ask);
    await view.open(0);
    const open = closed(gate);
    const jobs = [view.imagine('drop', { drop: 'a long path' }), view.imagine('drop', { drop: 'x' })];
    open();
    await Promise.all(jobs);
    expect(view.answers.drop?.savedBytes).toBe('{"drop":"x"}'.length);
  });

  test('another image forgets the questions', async () => {
    const view = new BytesView(fakeDump().ask);
    await view.open(0);
    await view.imagine('drop', { drop: 'x' });
    await view.open(1);
    expect(view.answers).toEqual({ merge: null, drop: null });
  });
});
