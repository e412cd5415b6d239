import { describe, expect, test } from 'vitest';
import { dockerfileParts } from '../core/explain/dockerfile/dockerfile-parts.ts';
import { buildkit, linesOf, type Step } from '../core/testing/history-lines.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { type BuildStory, HistoryView, type StoryLayer } from './history-view.svelte.ts';

const BASE: readonly Step[] = [
  { by: 'ADD alpine-minirootfs-3.20.3-x86_64.tar.gz / # buildkit', comment: 'buildkit.dockerfile.v0' },
  buildkit('CMD ["/bin/sh"]'),
];
const OWN: readonly Step[] = [
  buildkit('ENV API_TOKEN=abc'),
  { by: 'COPY a /b # buildkit', comment: 'buildkit.dockerfile.v0' },
];

/** Layers are read when `isRead` says so. */
function fakeDump(steps: readonly Step[] | null, read: { layers: number }) {
  const calls: string[] = [];
  const gate = { wait: Promise.resolve() };
  const story = (): BuildStory | null => {
    if (!steps) return null;
    const made = steps.filter(({ empty }) => empty !== true);
    return {
      header: ['# a header'],
      parts: dockerfileParts(
        ['# a header'],
        linesOf(
          steps,
          {},
          made.map(() => null),
        ),
      ),
      steps: steps.map(({ by = null, empty = false }) => ({
        ...{ createdBy: by, created: null, comment: null, author: null, layer: null, producer: null },
        ...{ emptyLayer: empty, secrets: [] },
      })),
      layers: made.map((_, i): StoryLayer => ({
        ...{ path: '', digest: null, diffId: null, storedBytes: 1, contentBytes: 1, files: 1, deletions: 0 },
        state: i < read.layers ? 'read' : 'unread',
        isCut: false,
      })),
      left: 0,
      base: { end: 2, name: null, reason: '' },
      hasHistory: true,
      hasSecrets: true,
    };
  };
  const ask = async (method: string, params: { image: number; layer?: number }) => {
    calls.push(`${method} ${String(params.image)}${params.layer === undefined ? '' : ` ${String(params.layer)}`}`);
    await gate.wait;
    if (method === 'stepEffect') return { of: params.layer };
    return method === 'buildStory' ? story() : null;
  };
  return { ask: ask as unknown as AskDump, calls, gate };
}
const opened = async (steps: readonly Step[] | null, layers = 2) => {
  const read = { layers };
  const dump = fakeDump(steps, read);
  const view = new HistoryView(dump.ask);
  await view.open(0, null);
  return { view, read, ...dump };
};

describe('selecting', () => {
  test('the first step of its own that made a layer is selected, the base is folded', async () => {
    const { view } = await opened([...BASE, ...OWN]);
    expect(view.part?.main.text).toBe('COPY a /b');
    expect(view.effect).toMatchObject({ of: 1 });
    expect([view.shown.length, view.basePart.length]).toEqual([3, 2]);
  });
  test('moving stops at the ends, and steps without a layer have no effect', async () => {
    const { view } = await opened([...BASE, ...OWN]);
    view.move(-1);
    expect([view.part?.main.text, view.effect]).toEqual(['ENV API_TOKEN=abc', null]);
    view.move(-9);
    expect(view.selected).toBe('from');
    view.move(99);
    expect(view.part?.main.text).toBe('COPY a /b');
    await expect.poll(() => view.effect).toMatchObject({ of: 1 });
  });
  test('a layer of the base opens it; folding it selects what is left', async () => {
    const { view } = await opened([...BASE, ...OWN]);
    view.selectLayer(0);
    expect([view.isBaseOpen, view.part?.main.part, view.shown.length]).toEqual([true, 'base', 5]);
    view.toggleBase();
    expect(view.part?.main.part).toBe('own');
  });
});

describe('loading', () => {
  test('what has been read since is shown, and the effect is asked for once', async () => {
    const { view, read, calls } = await opened([...BASE, ...OWN], 1);
    expect(view.effect).toBeNull();
    read.layers = 2;
    await view.open(0, null);
    await view.open(0, null);
    expect(view.effect).toMatchObject({ of: 1 });
    expect(calls.filter((call) => call.startsWith('stepEffect'))).toEqual(['stepEffect 0 1']);
  });
  test('reports that come while one is looked at are one', async () => {
    const { view, calls, gate } = await opened([...BASE, ...OWN]);
    let release = (): void => {};
    gate.wait = new Promise((resolve) => (release = resolve));
    const before = calls.length;
    const all = [view.open(0, null), view.open(0, null), view.open(0, null), view.open(0, null)];
    release();
    await Promise.all(all);
    expect(calls.slice(before).filter((call) => call.startsWith('buildStory'))).toHaveLength(2);
  });
  test('another image forgets the first; none has no story', async () => {
    const { view } = await opened(null);
    expect([view.isKnown, view.story, view.part]).toEqual([true, null, null]);
    await view.open(1, null);
    expect(view.isKnown).toBe(true);
  });
  test('what fails is told', async () => {
    const view = new HistoryView(() => Promise.reject(new Error('gone')));
    await view.open(0, null);
    expect(view.failure).not.toBeNull();
  });
});

test('a copy holds what is shown: secrets only when they were asked for', async () => {
  const { view } = await opened([...BASE, ...OWN]);
  expect(view.text()).toContain('ENV API_TOKEN=<covered>\n');
  view.toggleSecrets();
  expect(view.text()).toContain('ENV API_TOKEN=abc\n');
});
