import { expect, test } from 'vitest';
import type { SaveTarget } from '../platform/save-target.ts';
import type { SaveApi, SaveResult } from '../workers/explorer/save-api.ts';
import { Saving, type SavingPorts } from './saving.svelte.ts';

const result: SaveResult = {
  bytes: 1,
  entries: 1,
  file: null,
  folder: null,
  skipped: [],
  skippedMore: 0,
  missingLayers: [],
};
const handle = { name: 'chosen.tar' } as FileSystemFileHandle;

function setUp(
  picked: SaveTarget<FileSystemFileHandle>,
  answer: (params: SaveApi['save']['params'], signal: AbortSignal) => Promise<SaveResult>,
) {
  const downloads: string[] = [];
  const ports: SavingPorts = {
    canPickFolder: true,
    pickFile: () => Promise.resolve(picked),
    pickFolder: () => Promise.resolve({ kind: 'none' }),
    download: (name) => downloads.push(name),
  };
  const asked: SaveApi['save']['params'][] = [];
  const ask = (_method: string, params: SaveApi['save']['params'], { signal }: { signal: AbortSignal }) => {
    asked.push(params);
    return answer(params, signal);
  };
  return { saving: new Saving(ask, ports), downloads, asked };
}
const what = { kind: 'layer', layer: 0 } as const;

test('into the file that was picked, under its name', async () => {
  const { saving, downloads, asked } = setUp({ kind: 'picked', handle }, () => Promise.resolve(result));
  await saving.save(0, what, 'suggested.tar');
  expect([saving.state, saving.name, saving.result, downloads]).toEqual(['done', 'chosen.tar', result, []]);
  expect(asked[0]?.target).toBe(handle);
  saving.dismiss();
  expect(saving.state).toBe('idle');
});

test('as a download where there is no picker', async () => {
  const { saving, downloads, asked } = setUp({ kind: 'none' }, () =>
    Promise.resolve({ ...result, file: new Blob(['x']) }),
  );
  await saving.save(0, what, 'layer.tar');
  expect([saving.state, downloads, asked[0]?.target]).toEqual(['done', ['layer.tar'], null]);
});

test('nothing happens when the dialog is closed', async () => {
  const { saving, asked } = setUp({ kind: 'cancelled' }, () => Promise.resolve(result));
  await saving.save(0, what, 'x');
  expect([saving.state, asked]).toEqual(['idle', []]);
});

test('stopping ends it; a failure is told', async () => {
  const { saving } = setUp(
    { kind: 'picked', handle },
    (_params, signal) =>
      new Promise((_end, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error))),
  );
  const done = saving.save(0, what, 'x');
  await Promise.resolve();
  await Promise.resolve();
  expect(saving.state).toBe('running');
  saving.stop();
  await done;
  expect([saving.state, saving.progress]).toEqual(['idle', null]);

  const failing = setUp({ kind: 'picked', handle }, () => Promise.reject(new Error('no')));
  await failing.saving.save(0, what, 'x');
  expect([failing.saving.state, failing.saving.failure?.code]).toEqual(['failed', 'unexpected']);
});
