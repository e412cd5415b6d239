import type { ReportFinding } from '../../core/report/report.ts';
import { expect, test } from 'vitest';
import { fakeDump, type FakeShape } from '../testing/fake-dumps.ts';
import { fakeFindings } from '../testing/fake-findings.ts';
import { byteShares } from './byte-shares.ts';
import { chainsOf } from './chains.ts';
import { countedChecks, countReferences } from './counted-checks.ts';
import { inReadingOrder, layerPlaces } from './file-purpose.ts';
import { findingLines } from './finding-lines.ts';
import { fileSizes, layerCommand, storedBytes } from './image-facts.ts';

const dumpOf = (shape: Partial<FakeShape>) =>
  fakeDump({ name: 'hello', images: 1, layers: 2, strays: 0, findings: [], verdict: 'sound', ...shape });

test('chains go from each entry file to the layers, and say what they leave out', () => {
  const { model } = dumpOf({ layers: 6 });
  const { chains, left } = chainsOf(model, 2);
  expect(chains.map((chain) => chain.reader)).toEqual(['OCI tools read', 'Classic docker load']);
  expect(left).toBe(1);
  expect(chains[0]?.steps.map((step) => step.verb)).toEqual(['', 'names', 'lists', 'and', 'and', 'and']);
  expect(chains[0]?.steps.at(-1)?.more).toBe(3);
});

test('a chain ends when references run in a circle', () => {
  const { model } = dumpOf({});
  const circle = model.references.map((reference) => ({
    ...reference,
    relation: 'manifest' as const,
    path: 'index.json',
  }));
  expect(chainsOf({ ...model, references: circle }, 6).chains.length).toBe(3);
});

test('a missing layer is counted as a reference that leads nowhere', () => {
  const whole = dumpOf({ layers: 3 }).model;
  const broken = dumpOf({ layers: 3, missingLayer: true }).model;
  expect(countReferences(whole)).toEqual({ there: 5, total: 5 });
  expect(countReferences(broken)).toEqual({ there: 4, total: 5 });
});

test('a row is broken by an error of its kind, and only that row', () => {
  const { model, report } = dumpOf({
    findings: fakeFindings.filter((finding) => finding.code === 'blob-digest-mismatch'),
  });
  const states = countedChecks(model, report, false).map((check) => check.state);
  expect(states[0]).toBe('broken');
  expect(states.filter((state) => state === 'broken').length).toBe(1);
});

test('a row counts what is wrong, also where there is too much of it to be listed', () => {
  const [mismatch] = fakeFindings.filter((finding) => finding.code === 'blob-digest-mismatch');
  if (!mismatch) throw new Error('no such finding');
  const more = { ...mismatch, code: 'findings-left-out', args: { code: 'blob-digest-mismatch', count: 2 } } as const;
  const dump = (...findings: ReportFinding[]) => dumpOf({ layers: 6, findings });
  const doneOf = ({ model, report }: ReturnType<typeof dumpOf>): number =>
    countedChecks(model, report, false)[0]?.done ?? 0;
  const [one, three] = [doneOf(dump(mismatch)), doneOf(dump(mismatch, more))];
  expect(one - three).toBe(2);
});

test('shares add up to the bytes of the dump, however many layers there are', () => {
  const { model } = dumpOf({ images: 3, layers: 20, strays: 4 });
  const total = byteShares(model).reduce((sum, share) => sum + share.bytes, 0);
  expect(total).toBe(model.files.reduce((sum, file) => sum + file.size, 0));
  expect(byteShares(model).length).toBeLessThan(14);
});

test('files are listed as they are read, layers by their place', () => {
  const { model } = dumpOf({ layers: 3, strays: 1 });
  const places = layerPlaces(model);
  const ordered = inReadingOrder(model, places);
  expect(ordered[0]?.path).toBe('index.json');
  expect(ordered.at(-1)?.role).toBe('foreign');
  const layers = ordered.filter((file) => file.role === 'layer').map((file) => places.get(file.path)?.layer);
  expect(layers).toEqual([1, 2, 3]);
});

test('the size of a layer is that of its file where no descriptor names one', () => {
  const { model } = dumpOf({ layers: 2 });
  const [image] = model.images;
  if (!image) throw new Error('no image');
  const unnamed = { ...image, layers: image.layers.map((layer) => ({ ...layer, size: null })) };
  expect(storedBytes(unnamed, fileSizes(model))).toBe(storedBytes(image, new Map()));
});

test('the overview shows one line for each code', () => {
  const many = [...fakeFindings, ...fakeFindings];
  const lines = findingLines(many);
  expect(lines.length).toBe(new Set(many.map((finding) => finding.code)).size);
  expect(lines.every((line) => line.more === 1)).toBe(true);
});

test('commands lose what builders put around them', () => {
  expect(layerCommand('RUN /bin/sh -c apt-get update # buildkit')).toBe('RUN apt-get update');
  expect(layerCommand('/bin/sh -c #(nop) ADD file:4f in / ')).toBe('ADD file:4f in /');
  expect(layerCommand(' ')).toBe(null);
  expect(layerCommand('RUN /bin/sh -c echo root:hunter2 | chpasswd')).toBe('RUN echo root:<covered> | chpasswd');
});
