import { expect, test, vi } from 'vitest';
import type { AskDump } from './byte-pages.svelte.ts';
import { EntryPax } from './entry-pax.svelte.ts';

const ref = (index: number) => ({ layerPath: 'layer', index });
const record = (key: string, value = 'v') => ({ key, value, valueBytes: 9, isCut: true, from: 'entry', note: '' });

/** Answers when it is told to; `asked` lists what was asked for. */
function slowWorker() {
  const asked: {
    readonly params: Record<string, unknown>;
    readonly signal: AbortSignal | undefined;
    readonly answer: (records: unknown[]) => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const ask = ((_method: string, params: Record<string, unknown>, options?: { signal?: AbortSignal }) =>
    new Promise((resolve, reject) => {
      const answer = (records: unknown[]) => resolve({ records, total: records.length, isPartial: false });
      asked.push({ params, signal: options?.signal, answer, fail: reject });
    })) as unknown as AskDump;
  return { pax: new EntryPax(ask), asked };
}

test('the entry asked for last is the one that is shown, and the one before is given up', async () => {
  const { pax, asked } = slowWorker();
  const both = [pax.open(ref(1)), pax.open(ref(2))];
  expect(asked[0]?.signal?.aborted).toBe(true);
  asked[1]?.answer([record('two')]);
  asked[0]?.answer([record('one')]);
  await Promise.all(both);
  expect(pax.page.records.map(({ key }) => key)).toEqual(['two']);
  await pax.open(ref(2));
  expect(asked).toHaveLength(2);
  await pax.open(null);
  expect([pax.page.total, asked.length]).toEqual([0, 2]);
});

test('a long value comes whole when it is asked for, and goes with the entry', async () => {
  const { pax, asked } = slowWorker();
  const opening = pax.open(ref(1));
  asked[0]?.answer([record('a'), record('b')]);
  await opening;
  const whole = pax.showAll(1, true);
  expect(asked[1]?.params).toMatchObject({ index: 1, first: 1, count: 1 });
  asked[1]?.answer([record('b', 'all of it')]);
  await whole;
  expect([...pax.whole]).toEqual([[1, 'all of it']]);
  await pax.showAll(1, false);
  expect([...pax.whole]).toEqual([]);
  const again = pax.showAll(1, true);
  asked[2]?.answer([record('b', 'all of it')]);
  await again;
  void pax.open(ref(2));
  expect([...pax.whole]).toEqual([]);
});

test('waiting is said after a while, a failure at once, and it can be tried again', async () => {
  vi.useFakeTimers();
  const { pax, asked } = slowWorker();
  const opening = pax.open(ref(1));
  expect(pax.isWaiting).toBe(false);
  vi.advanceTimersByTime(400);
  expect(pax.isWaiting).toBe(true);
  asked[0]?.fail(new Error('no'));
  await opening;
  expect([pax.isWaiting, pax.failure?.code]).toEqual([false, 'unexpected']);
  const again = pax.goTo();
  expect(pax.failure).toBeNull();
  asked[1]?.answer([record('a')]);
  await again;
  expect([pax.page.total, pax.failure]).toEqual([1, null]);
  vi.useRealTimers();
});
