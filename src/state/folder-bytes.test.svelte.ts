import { expect, test } from 'vitest';
import type { AskDump } from './byte-pages.svelte.ts';
import { FolderBytes } from './folder-bytes.svelte.ts';

const node = (name: string) => ({ name, children: [] });

test('the folder asked for last is the one that is shown', async () => {
  const waiting: Record<string, (value: unknown) => void> = {};
  const ask = ((_method: string, { path }: { path: string }) =>
    new Promise((resolve) => (waiting[path] = resolve))) as unknown as AskDump;
  const folder = new FolderBytes(ask);
  const first = folder.open(0, 'usr');
  const second = folder.open(0, 'etc');
  waiting['etc']?.({ children: [node('passwd')] });
  waiting['usr']?.({ children: [node('bin')] });
  await Promise.all([first, second]);
  expect([folder.path, folder.children.map(({ name }) => name)]).toEqual(['etc', ['passwd']]);
});

test('a folder that is not in the final tree, or cannot be summed, has nothing to show', async () => {
  const gone = new FolderBytes(() => Promise.resolve(null));
  await gone.open(0, 'test');
  expect([gone.path, gone.children]).toEqual(['test', []]);
  const failing = new FolderBytes(() => Promise.reject(new Error('no')));
  await failing.open(0, 'test');
  expect([failing.path, failing.children]).toEqual([null, []]);
});
