import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { checkFile } from '../../core/layer/check-file.ts';
import { blobScratch } from '../../core/dump/scratch.ts';
import { openDump } from '../../core/dump/open-dump.ts';
import { fixtureInput } from '../../core/testing/open-input.ts';
import { DumpStore } from '../../storage/dump-store.ts';
import { loadCodecs } from '../codecs.ts';
import { DumpSession } from '../dump-session.ts';
import { buildHandlers } from './build-handlers.ts';
import { buildStory } from './build-story.ts';
import type { BuildStory } from './build-api.ts';
import { stepEffect } from './step-effect.ts';

async function sessionOf(name: string, isRead = true): Promise<DumpSession> {
  const codecs = await loadCodecs();
  const createScratch = () => Promise.resolve(blobScratch());
  const dump = await openDump(await fixtureInput(name), { ...codecs, createScratch });
  const session = new DumpSession(dump, {
    ...{ codecs, createScratch, store: new DumpStore(), version: '1', handle: null, archiveModifiedMs: null },
  });
  if (isRead) for (const task of session.plan()) session.record(await checkFile(task, codecs));
  return session;
}

async function storyOf(name: string, image = 0, isRead = true): Promise<BuildStory> {
  const story = buildStory(await sessionOf(name, isRead), image);
  if (!story) throw new Error(`no story of ${name}`);
  return story;
}
const instructions = (story: BuildStory): string[] =>
  story.parts.filter(({ main }) => main.kind !== 'comment').map(({ main }) => main.text.split(' ')[0] ?? '');

describe('the story of an image', () => {
  test.each([
    ['docker20-kitchen.tar', 10],
    ['docker26-classic-kitchen.tar', 10],
    ['docker26-containerd-kitchen.tar', 10],
    ['buildkit-oci-gzip.tar', 10],
    ['buildkit-oci-zstd.tar', 10],
    ['buildkit-oci-estargz.tar', 10],
    ['podman-oci-archive.tar', 10],
    ['podman-docker-dir', 10],
    ['skopeo-dir', 10],
    ['skopeo-oci-zstdchunked', 10],
    ['ctr-export.tar', 10],
  ])('%s: every layer has its step, its size and who made it', async (name, count) => {
    const story = await storyOf(name);
    expect(story.layers).toHaveLength(count);
    const made = story.parts.filter(({ main }) => main.layer !== null);
    expect(made.map(({ main }) => main.layer)).toEqual(story.layers.map((_, i) => i));
    expect(story.layers.every(({ state, contentBytes }) => state === 'read' && contentBytes !== null)).toBe(true);
    expect(new Set(story.steps.map(({ producer }) => producer))).toEqual(new Set(['BuildKit']));
    expect(instructions(story)[0]).toBe('FROM');
    expect(instructions(story).at(-1)).toBe('CMD');
    expect(story.parts.some(({ texts }) => texts.some((text) => /secret/.test(text)))).toBe(true);
    const secrets = story.steps.flatMap(({ createdBy, secrets: spans }) =>
      spans.map(({ start, end }) => createdBy?.slice(start, end)),
    );
    expect(secrets).toEqual(['not-a-real-token']);
    expect(story.steps.filter(({ emptyLayer }) => !emptyLayer)).toHaveLength(count);
  });

  test('layers that were not read, are encrypted or absent: steps are told all the same', async () => {
    const unread = await storyOf('docker26-classic-kitchen.tar', 0, false);
    expect(unread.layers.every(({ state, contentBytes }) => state === 'unread' && contentBytes === null)).toBe(true);
    expect(instructions(unread)).toHaveLength(20);
    const encrypted = await storyOf('skopeo-oci-encrypted');
    expect(encrypted.layers.map(({ state }) => state)).toContain('encrypted');
    const absent = await storyOf('docker25-hello-world');
    expect(absent.steps.length).toBeGreaterThan(0);
  });

  test('an image that another one of the dump was built on is its base', async () => {
    const session = await sessionOf('docker20-multi.tar');
    const stories = session.model.images.map((_, i) => buildStory(session, i));
    for (const story of stories) {
      if (!story || story.base.end === 0) continue;
      expect(story.steps.length).toBeGreaterThan(story.base.end);
    }
    expect(stories.every((story) => story !== null)).toBe(true);
  });

  test('an image without a config, and one without a history', async () => {
    const session = await sessionOf('oras-artifact');
    session.model.images.forEach((_, i) => {
      expect(() => buildStory(session, i)).not.toThrow();
    });
    expect(() => buildStory(session, 99)).not.toThrow();
  });
});

describe('what a step did', () => {
  test('the kitchen: added, changed, deleted, with what it hides', async () => {
    const session = await sessionOf('docker26-classic-kitchen.tar');
    const effects = session.explore(0).layers.map((_, i) => stepEffect(session.explore(0), i));
    expect(effects.every((effect) => effect !== null)).toBe(true);
    expect(effects[0]?.largest).toEqual([{ path: 'bin/hello', state: 'added', bytes: 8736, isFolder: false }]);
    const deleted = effects.flatMap((effect) => effect?.paths.filter(({ state }) => state === 'deleted') ?? []);
    expect(deleted.map(({ path }) => path)).toContain('app/secret.key');
    expect(deleted.map(({ path }) => path)).toContain('odd/big');
    expect(deleted.find(({ path }) => path === 'odd/big')?.bytes).toBe(96 * 1024);
    expect(effects.reduce((sum, effect) => sum + (effect?.counts.changed ?? 0), 0)).toBeGreaterThan(0);
    for (const effect of effects) expect(effect?.paths.every(({ path }) => !path.includes('.wh.'))).toBe(true);
  });
  test('a layer that is not read or not there has none', async () => {
    const session = await sessionOf('docker26-classic-kitchen.tar', false);
    expect(stepEffect(session.explore(0), 0)).toBeNull();
    expect(stepEffect(session.explore(0), 99)).toBeNull();
  });
});

test.each([
  'docker1-kitchen',
  'docker20-hello.tar',
  'docker20-kitchen.tar',
  'docker25-hello-world',
  'docker26-classic-kitchen.tar',
  'docker26-containerd-multiplatform.tar',
  'buildkit-docker.tar',
  'podman-docker-archive.tar',
  'podman-oci-archive.tar',
  'skopeo-dir',
  'skopeo-docker-archive.tar',
  'skopeo-oci-encrypted',
  'ctr-export-many.tar',
])('%s: the config on one page', async (name) => {
  const session = await sessionOf(name, false);
  const handlers = buildHandlers(() => session);
  let pages = 0;
  for (const [image, { configPath, command }] of session.model.images.entries()) {
    const { configPage } = handlers;
    const page = await configPage({ image }, {} as never);
    expect(page !== null).toBe(configPath !== null || name === 'docker1-kitchen');
    if (!page) continue;
    pages += 1;
    expect(page.groups.map(({ title }) => title).slice(0, 4)).toEqual([
      'How it starts and ends',
      'Ports',
      'Volumes',
      'Environment',
    ]);
    expect(page.runs === null).toBe(command === null);
    for (const group of page.groups) expect(group.facts.length > 0 || group.empty !== '').toBe(true);
    if (!name.includes('kitchen')) continue;
    const facts = page.groups.flatMap((group) => group.facts);
    const valueOf = (wanted: string): string | undefined => facts.find((fact) => fact.name === wanted)?.value;
    expect(page.runs).toBe("/bin/hello -c 'echo $GREETING'");
    expect(['User', 'Working folder', 'Port', 'Folder', 'Stop signal'].map(valueOf)).toEqual([
      '1000:1000',
      '/app',
      '53/udp',
      '/data',
      'SIGTERM',
    ]);
    expect(facts.filter(({ isSecret }) => isSecret).map((fact) => fact.name)).toEqual(['API_TOKEN']);
  }
  expect(pages).toBeGreaterThan(0);
});
